import { runBaton } from './entry.js';

/* Starts the service: `npm start`. */
await runBaton(['serve', ...process.argv.slice(2)]);
