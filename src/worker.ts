import { nodeTooOld } from './platform/node-version.js';

/* Starts a worker: `npm run worker`. Everything else is loaded only once this Node is known to be new enough. */
const problem = nodeTooOld(process.versions.node);
if (problem) {
  process.stderr.write(problem + '\n');
  process.exitCode = 1;
} else {
  // What was compiled once is kept for the next start, which then takes less time.
  (await import('node:module')).enableCompileCache();
  const { commandLine } = await import('./command-line.js');
  process.exitCode = await commandLine(['worker', ...process.argv.slice(2)]);
}
