import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { sha256 } from '../chain.js';
import { StoreFailed } from '../errors.js';
import { create } from './creation.js';
import { storeFailure } from './failures.js';
import { takeLock } from './lock.js';
import { APPLICATION_ID, SCHEMA_NAMES, SCHEMA_VERSION } from './schema.js';

/** How long to wait for a lock of another program, such as a backup, milliseconds. The event loop waits along. */
const BUSY_MS = 250;

/** Pages kept in memory: enough for the indexes of some millions of events. */
const CACHE_KIB = 64 * 1024;

export type Connection = Database.Database;

/** An opened file of events. */
export interface OpenFile {
  readonly db: Connection;
  /** Lets the next one have it. Closing twice does nothing. */
  close(): void;
}

/** Opens a file of events for writing, makes it where there is none, and keeps every other writer out. */
export function openForWriting(file: string, maxBytes?: number): OpenFile {
  return inWords(file, () => {
    const lock = takeLock(file);
    try {
      if (!statSync(file, { throwIfNoEntry: false })) create(file);
      const db = connect(file, {}, (opened) => {
        recognise(opened, file);
        durable(opened, file);
        if (maxBytes !== undefined) limit(opened, maxBytes);
      });
      const close = (): void => {
        db.close();
        lock.close();
      };
      return { db, close };
    } catch (error) {
      lock.close();
      throw error;
    }
  });
}

/** Opens a file of events for reading beside the process that writes it. */
export function openForReading(file: string): OpenFile {
  return inWords(file, () => {
    statSync(file); // tells a missing file or folder apart from one that SQLite cannot open
    const db = connect(file, { readonly: true }, (opened) => recognise(opened, file));
    return { db, close: () => void db.close() };
  });
}

/** Opens a file of events for reading, whatever its events say: for who looks at each of them himself. */
export function openForVerifying(file: string): OpenFile {
  return inWords(file, () => {
    statSync(file);
    const db = connect(file, { readonly: true }, (opened) => recogniseFile(opened, file));
    return { db, close: () => void db.close() };
  });
}

/** The durability in force, as the engine reports it. */
export function durabilityOf(db: Connection): string {
  const level = db.pragma('synchronous', { simple: true }) as number;
  return `synchronous=${['OFF', 'NORMAL', 'FULL', 'EXTRA'][level] ?? level}`;
}

function connect(file: string, options: Database.Options, prepare: (db: Connection) => void): Connection {
  const db = new Database(file, { ...options, fileMustExist: true, timeout: BUSY_MS });
  try {
    prepare(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function inWords<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw storeFailure(error, file);
  }
}

function recognise(db: Connection, file: string): void {
  recogniseFile(db, file);
  const last = db.prepare('SELECT lower(hex(hash)) AS hash, body FROM events ORDER BY position DESC LIMIT 1').get();
  const { hash, body } = (last ?? { hash: sha256(''), body: '' }) as { hash: string; body: string };
  if (sha256(body) !== hash) throw storeFailure({ code: 'SQLITE_CORRUPT' }, file);
}

function recogniseFile(db: Connection, file: string): void {
  db.prepare('SELECT count(*) FROM sqlite_schema').get(); // reads the header: a file that lacks pages is noticed here
  const { size } = statSync(file);
  const logged = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  const pageSize = db.pragma('page_size', { simple: true }) as number;
  if (logged === 0 && (size === 0 || size % pageSize !== 0)) throw storeFailure({ code: 'SQLITE_CORRUPT' }, file);
  if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
    throw new StoreFailed(
      'STORE_FOREIGN',
      `${file} is no event log: another program made it`,
      'Name another data folder, or move the file away if it is not needed',
    );
  }
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > SCHEMA_VERSION) {
    throw new StoreFailed(
      'STORE_NEWER',
      `${file} has version ${version}, this program knows ${SCHEMA_VERSION}`,
      'Start the version that wrote it, or a later one',
    );
  }
  refuseIncomplete(db, file);
}

function refuseIncomplete(db: Connection, file: string): void {
  const there = new Set(db.prepare('SELECT name FROM sqlite_schema').pluck().all());
  const missing = SCHEMA_NAMES.filter((name) => !there.has(name));
  if (missing.length === 0) return;
  throw new StoreFailed(
    'STORE_CORRUPT',
    `${file} lacks ${missing.join(', ')}, which every file of events has`,
    'Find out who wrote to it, and restore it from a backup',
  );
}

function limit(db: Connection, bytes: number): void {
  const pageSize = db.pragma('page_size', { simple: true }) as number;
  db.pragma(`max_page_count = ${Math.floor(bytes / pageSize)}`);
}

function durable(db: Connection, file: string): void {
  // SQLite opens a file that it may not write to without a word, and begins transactions on it too.
  db.exec(`BEGIN IMMEDIATE; PRAGMA user_version = ${SCHEMA_VERSION}; ROLLBACK`);
  db.pragma('journal_mode = WAL');
  // In WAL mode the driver's own default is NORMAL, with which acknowledged commits can vanish on power loss.
  db.pragma('synchronous = FULL');
  // Otherwise every thousandth page makes some caller wait for the copy of the whole log: see `Checkpoints`.
  db.pragma('wal_autocheckpoint = 0');
  db.pragma(`cache_size = -${CACHE_KIB}`);
  const mode = db.pragma('journal_mode', { simple: true }) as string;
  if (mode !== 'wal' || durabilityOf(db) !== 'synchronous=FULL') {
    throw new StoreFailed(
      'STORE_UNREACHABLE',
      `${file} cannot be written durably: journal_mode=${mode}, ${durabilityOf(db)}`,
      'Put the data folder on a local file system',
    );
  }
}
