import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '../errors/startup-error.js';

/** Who has the folder, for the message to a second start. */
export interface Holder {
  readonly pid: number;
  /** UTC ISO 8601. */
  readonly since: string;
}

const holderFile = (path: string): string => join(path, 'running.json');

/** Notes who has the folder. The lock is the engine's own; this note only says whose it is. */
export const noteHolder = (path: string, holder: Holder): void =>
  writeFileSync(holderFile(path), `${JSON.stringify(holder)}\n`, { mode: 0o600 });

/** Takes the note away at a clean end. */
export const forgetHolder = (path: string): void => rmSync(holderFile(path), { force: true });

/** The refusal of a second start, with who has the folder where that was noted. */
export function folderInUse(path: string, cause: unknown): StartupError {
  const holder = readHolder(path);
  const who = holder ? ` by process ${holder.pid} since ${holder.since}` : '';
  return new StartupError(
    'DATA_FOLDER_IN_USE',
    `${path} is in use${who}: two processes must not write the same events`,
    'Stop the other one (Ctrl-C, or kill it: nothing acknowledged is lost), or name another folder with BATON_DATA or --data.',
    { cause },
  );
}

function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(holderFile(path), 'utf8')) as Holder;
  } catch {
    return undefined; // the note is a courtesy: without it the message names nobody
  }
}
