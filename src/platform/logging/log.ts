import pino, { type Logger } from 'pino';
import type { Settings } from '../config/settings.js';
import { humanLines } from './human-lines.js';

/** The token under which the log is injected. */
export const LOG = Symbol('LOG');
export type Log = Logger;

/**
 * The service's log: JSON lines for machines, quiet lines for a person at a terminal.
 * Personal data never goes into it: ids, codes, durations and counts only.
 */
export function openLog({ production, logLevel }: Pick<Settings, 'production' | 'logLevel'>): Log {
  const person = !production && process.stderr.isTTY;
  const level = logLevel ?? (person ? 'warn' : 'info');
  const options = { level, base: { service: 'baton' }, timestamp: pino.stdTimeFunctions.isoTime };
  return person ? pino(options, humanLines(process.stderr)) : pino(options, pino.destination({ dest: 2, sync: true }));
}
