import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { makeFolder } from '@baton/event-store';
import { ViewStoreFailed } from '../errors.js';
import { parkedLayout } from '../parked.js';
import { explain, viewsUnusable } from './explain.js';
import { createTable } from './statements.js';

/** "BtnV": marks the file as views of Baton. */
const APPLICATION_ID = 0x42746e56;
/** Raised when the tables below change; a file of another format is rebuilt, not converted. */
const FORMAT = 1;

/** Opens, and makes where there is none, the file that keeps views, for writing. Throws `ViewStoreFailed`. */
export function openForWriting(file: string): Database.Database {
  let database: Database.Database | undefined;
  try {
    makeFolder(dirname(file));
    database = new Database(file);
    recognise(file, database);
    database.pragma('journal_mode = WAL');
    // Enough for views: after a power loss the last batches are gone, but rows and checkpoints together, since they
    // are in one transaction of one file; the runner goes on from the checkpoint that is left.
    database.pragma('synchronous = NORMAL');
    // A rebuild touches the same pages in batch after batch: keep them at hand, and copy them to the file less often.
    database.pragma('cache_size = -32000');
    database.pragma('wal_autocheckpoint = 4000');
    database.pragma('trusted_schema = OFF');
    database.transaction(lay).immediate(database);
    return database;
  } catch (error) {
    database?.close();
    throw foldersOf(file, explain(file, error));
  }
}

/** Opens the same file for queries. */
export function openForReading(file: string): Database.Database {
  const database = new Database(file, { readonly: true, fileMustExist: true });
  database.pragma('trusted_schema = OFF');
  return database;
}

function recognise(file: string, database: Database.Database): void {
  const id = Number(database.pragma('application_id', { simple: true }));
  const format = Number(database.pragma('user_version', { simple: true }));
  const empty = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
  if (empty && id === 0) return;
  if (id !== APPLICATION_ID) throw viewsUnusable(file, 'it is not a file of views of Baton');
  if (format > FORMAT) throw viewsUnusable(file, `it was written by a newer version of Baton (format ${format})`);
  if (format < FORMAT) throw viewsUnusable(file, `it was written by an older version of Baton (format ${format})`);
}

function lay(database: Database.Database): void {
  database.pragma(`application_id = ${APPLICATION_ID}`);
  database.pragma(`user_version = ${FORMAT}`);
  database.exec('CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID');
  database.exec(`CREATE TABLE IF NOT EXISTS generations (
    projection TEXT NOT NULL, generation INTEGER NOT NULL, version INTEGER NOT NULL, shape TEXT NOT NULL,
    live INTEGER NOT NULL, caughtUp INTEGER NOT NULL, position TEXT, events INTEGER NOT NULL,
    PRIMARY KEY (projection, generation)) STRICT, WITHOUT ROWID`);
  for (const statement of createTable('parked', parkedLayout)) database.exec(statement);
}

/** An error of the file system, such as a folder that cannot be made, in the same words. */
function foldersOf(file: string, error: unknown): unknown {
  if (error instanceof ViewStoreFailed) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  // better-sqlite3 throws a TypeError where the folder does not exist.
  return /^E[A-Z]+$/.test(code) || error instanceof TypeError ? unreachable(file, message, error) : error;
}

const unreachable = (file: string, reason: string, cause: unknown): ViewStoreFailed =>
  new ViewStoreFailed(
    'VIEWS_READ_ONLY',
    `The folder of ${file} cannot be used (${reason})`,
    'Let the account Baton runs under make and write the folder, and start Baton again',
    { cause },
  );
