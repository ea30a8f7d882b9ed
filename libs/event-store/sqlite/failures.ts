import { StoreFailed } from '../errors.js';

/** The code of an error from SQLite (`SQLITE_FULL`) or from the file system (`ENOSPC`), if it has one. */
export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Whether an error is the engine's: the caller did nothing wrong. */
export const isEngineError = (error: unknown): boolean =>
  codeOf(error).startsWith('SQLITE_') && !codeOf(error).startsWith('SQLITE_CONSTRAINT');

/**
 * Whether nothing may be written any more. After a failed fsync the kernel may have dropped what it could not write,
 * and a second fsync would report success: only a restart, which reads what is really there, is safe.
 */
export const isFatal = (failure: StoreFailed): boolean =>
  failure.code === 'STORE_IO' || failure.code === 'STORE_CORRUPT';

/** Says in words what an error of SQLite or of the file system means, and what to do. */
export function storeFailure(error: unknown, file: string): StoreFailed {
  if (error instanceof StoreFailed) return error;
  const [, failure] = KNOWN.find(([pattern]) => pattern.test(codeOf(error))) ?? [];
  const { code, message, remedy } = failure ?? UNKNOWN;
  return new StoreFailed(code, `${file} ${message}`, remedy, { cause: error });
}

/** What a store that was opened for reading answers to an append. */
export const openedForReading = (file: string): StoreFailed =>
  new StoreFailed('STORE_READ_ONLY', `${file} was opened for reading`, 'Send commands to the process that writes it');

const UNKNOWN = {
  code: 'STORE_IO',
  message: 'could not be read or written',
  remedy: 'Look at the disk and at the cause in the log, then restart the service; what was acknowledged is kept',
} as const;

const KNOWN: readonly [RegExp, { code: StoreFailed['code']; message: string; remedy: string }][] = [
  [
    /^(SQLITE_FULL|ENOSPC|EDQUOT)/,
    {
      code: 'STORE_FULL',
      message: 'cannot grow: the disk is full',
      remedy: 'Make room on the disk and send the command again; nothing that was acknowledged is lost',
    },
  ],
  [
    /^(SQLITE_READONLY|EROFS|EACCES|EPERM)/,
    {
      code: 'STORE_READ_ONLY',
      message: 'cannot be written to',
      remedy: 'Give the user that runs the service the right to write to the file and to its folder',
    },
  ],
  [
    /^(SQLITE_BUSY|SQLITE_LOCKED)/,
    {
      code: 'STORE_IN_USE',
      message: 'is in use by another process',
      remedy: 'Stop the other process, or give this one a data folder of its own',
    },
  ],
  [
    /^SQLITE_NOTADB/,
    {
      code: 'STORE_FOREIGN',
      message: 'is no event log: it is not an SQLite file',
      remedy: 'Name another data folder, or move the file away if it is not needed',
    },
  ],
  [
    /^SQLITE_CORRUPT|^SQLITE_FORMAT|^SQLITE_IOERR_(SHORT_READ|CORRUPTFS|DATA)/,
    {
      code: 'STORE_CORRUPT',
      message: 'is truncated or damaged',
      remedy: 'Restore it from a backup; leave the damaged file aside, much of it can still be read',
    },
  ],
  [
    /^(SQLITE_CANTOPEN|ENOENT|ENOTDIR|EISDIR|EEXIST|ELOOP|ENAMETOOLONG|SQLITE_PERM|SQLITE_AUTH)/,
    {
      code: 'STORE_UNREACHABLE',
      message: 'cannot be opened',
      remedy: 'See that the data folder exists, that it is a folder, and that nothing else has the name of the file',
    },
  ],
];
