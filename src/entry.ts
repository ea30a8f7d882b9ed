import { nodeTooOld } from './platform/node-version.js';

/**
 * Runs `baton` with its words, in this process. Everything else is loaded only once this Node is known to be new enough;
 * an older one gets a line, and 1 as exit code.
 */
export async function runBaton(args: readonly string[]): Promise<void> {
  const problem = nodeTooOld(process.versions.node);
  if (problem) {
    process.stderr.write(problem + '\n');
    process.exitCode = 1;
    return;
  }
  // What was compiled once is kept for the next start, which then takes less time.
  (await import('node:module')).enableCompileCache();
  const { commandLine } = await import('./command-line.js');
  process.exitCode = await commandLine(args);
}
