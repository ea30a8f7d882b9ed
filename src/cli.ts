#!/usr/bin/env node
import { runBaton } from './entry.js';

/* The command `baton`. */
await runBaton(process.argv.slice(2));
