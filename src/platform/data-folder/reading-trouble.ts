import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '../errors/startup-error.js';
import { EVENTS } from './data-folder.js';
import { folderTrouble } from './folder-trouble.js';

/** What SQLite can mean when it would have to make a file beside those that are read. */
const OF_WRITING = new Set(['STORE_UNREACHABLE', 'STORE_READ_ONLY', 'VIEWS_READ_ONLY']);

/**
 * What is wrong with a data folder that is only to be read, in words. Where it may not be written to, and yet would have
 * to be, the way out is to read a copy: nobody needs the right to write only to look.
 */
export function readingTrouble(error: unknown, path: string): unknown {
  const trouble = folderTrouble(error, path);
  if (!(trouble instanceof StartupError) || !OF_WRITING.has(trouble.code)) return trouble;
  if (may(path, constants.W_OK) || !may(join(path, EVENTS), constants.R_OK)) return trouble;
  return new StartupError(
    'DATA_FOLDER_READ_ONLY',
    `${path} may not be written to, and as it was left it is read only with the help of a file that is made there`,
    `Read a copy: cp -r ${path} <copy>, then the same command with --data <copy>.`,
    { cause: error },
  );
}

function may(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false; // why not makes no difference
  }
}
