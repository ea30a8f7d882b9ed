import { runBaton } from './entry.js';

/* Starts a worker: `npm run worker`. */
await runBaton(['worker', ...process.argv.slice(2)]);
