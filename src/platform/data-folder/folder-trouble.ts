import { StoreFailed } from '@baton/event-store';
import { ViewStoreFailed } from '@baton/projections';
import { StartupError } from '../errors/startup-error.js';
import { folderInUse } from './holder.js';

/** What is wrong with a data folder, in words: of the file system, of the engine or of the views. */
export function folderTrouble(error: unknown, path: string): unknown {
  if (error instanceof StartupError) return error;
  if (error instanceof StoreFailed) {
    if (error.code === 'STORE_IN_USE') return folderInUse(path, error);
    return new StartupError(error.code, withoutRemedy(error), `${error.remedy}.`, { cause: error });
  }
  if (error instanceof ViewStoreFailed) {
    return new StartupError(error.code, withoutRemedy(error), `${error.remedy}.`, { cause: error });
  }
  const { code = '' } = error as NodeJS.ErrnoException;
  const known = OF_FILES[code];
  return known ? new StartupError(known.code, `${path} ${known.message}`, known.remedy, { cause: error }) : error;
}

/** What is wrong alone, of a failure whose message ends with what to do. */
export const withoutRemedy = ({ message, remedy }: { readonly message: string; readonly remedy: string }): string =>
  message.endsWith(`. ${remedy}`) ? message.slice(0, -remedy.length - 2) : message;

const READ_ONLY = {
  code: 'DATA_FOLDER_READ_ONLY',
  message: 'cannot be written to',
  remedy: 'Give the user that runs Baton the right to write there, or name another folder with BATON_DATA or --data.',
};
const FULL = {
  code: 'DISK_FULL',
  message: 'has no room left',
  remedy: 'Make room on the disk and start again; nothing that was acknowledged is lost.',
};
const NOT_A_FOLDER = {
  code: 'DATA_FOLDER_NOT_A_FOLDER',
  message: 'is not a folder, or lies in something that is not one',
  remedy: 'Name another folder with BATON_DATA or --data, or move the file away.',
};

const OF_FILES: Readonly<Record<string, typeof FULL>> = {
  EACCES: READ_ONLY,
  EPERM: READ_ONLY,
  EROFS: READ_ONLY,
  ENOSPC: FULL,
  EDQUOT: FULL,
  ENOTDIR: NOT_A_FOLDER,
  EEXIST: NOT_A_FOLDER,
};
