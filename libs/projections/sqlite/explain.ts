import { ViewStoreFailed, viewsUnusable as unusable } from '../errors.js';

/** How a person has the views of a file built anew. */
export const DELETE_THE_FILE = 'Delete the file of views and start again: Baton rebuilds it from the events';

/** What is in the file cannot be gone on with; it is never deleted by Baton itself. */
export const viewsUnusable = (file: string, reason: string, cause?: unknown): ViewStoreFailed =>
  unusable({ where: file, startAnew: DELETE_THE_FILE }, reason, cause);

/** Makes of an error of SQLite one that says what to do; any other error stays as it is. */
export function explain(file: string, error: unknown): unknown {
  const { code, message } = error as Partial<Error & { code: string }>;
  if (!code?.startsWith('SQLITE_') || message === undefined) return error;
  const failed = (is: 'VIEWS_FULL' | 'VIEWS_READ_ONLY' | 'VIEWS_IN_USE' | 'VIEWS_IO', what: string, remedy: string) =>
    new ViewStoreFailed(is, what, remedy, { cause: error });
  if (code.startsWith('SQLITE_CORRUPT')) return viewsUnusable(file, 'it is damaged', error);
  if (code.startsWith('SQLITE_NOTADB')) return viewsUnusable(file, 'it is no database', error);
  if (code === 'SQLITE_ERROR' && message.startsWith('no such')) return viewsUnusable(file, `it has ${message}`, error);
  if (code === 'SQLITE_READONLY_DBMOVED') {
    return failed('VIEWS_IO', `${file} was moved or deleted while it was open`, 'Start Baton again: it rebuilds it');
  }
  if (code.startsWith('SQLITE_FULL')) {
    return failed(
      'VIEWS_FULL',
      `There is no room left to write ${file}`,
      'Make room on the disk and start Baton again',
    );
  }
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN') || code === 'SQLITE_PERM') {
    return failed(
      'VIEWS_READ_ONLY',
      `${file} cannot be written (${message})`,
      'Let the account Baton runs under write to the file and its folder, and start Baton again',
    );
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return failed(
      'VIEWS_IN_USE',
      `${file} is in use by another process`,
      'Stop the other process and start Baton again',
    );
  }
  if (!code.startsWith('SQLITE_IOERR')) return error;
  return failed(
    'VIEWS_IO',
    `${file} could not be read or written (${code}: ${message})`,
    'Look at the disk and start Baton again; the views go on where they were',
  );
}
