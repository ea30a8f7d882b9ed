import { closeSync, existsSync, fsyncSync, openSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { StoreFailed } from '../errors.js';
import { codeOf, storeFailure } from './failures.js';
import { openForReading, type Connection, type OpenFile } from './file.js';
import { takeLock } from './lock.js';

/** So many pages, 4 MiB, are copied between two turns of the event loop. */
const PAGES = 1024;

export interface CopyOptions {
  /** Is told after each piece how much is copied, 0 to 1 and in bytes. */
  readonly onProgress?: (share: number, bytes: number) => void;
  /** Stops it after the piece it is at; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Copies a file of events as it stands at one instant into a new file, which is whole in itself: beside the process that
 * writes it, which waits for nothing, or when none does. Leaves nothing where it fails. Throws `StoreFailed`.
 */
export async function copyLog(from: string, to: string, options: CopyOptions = {}): Promise<void> {
  const [source, target] = [resolve(from), resolve(to)];
  if (existsSync(target)) throw occupied(target);
  const opened = openForReading(source);
  try {
    statSync(dirname(target)); // tells a missing folder apart from what SQLite cannot open
    await copyPages(opened, target, options);
    settle(target, source);
  } catch (error) {
    opened.close();
    for (const left of [target, `${target}-journal`, `${target}-wal`, `${target}-shm`]) rmSync(left, { force: true });
    throw codeOf(error) === '' ? error : failure(error, source, target);
  }
}

async function copyPages(opened: OpenFile, target: string, { onProgress, signal }: CopyOptions): Promise<void> {
  // While this transaction reads one state of the log, what is written meanwhile does not begin the copy anew.
  opened.db.exec('BEGIN; SELECT count(*) FROM sqlite_schema');
  const pageSize = opened.db.pragma('page_size', { simple: true }) as number;
  await opened.db.backup(target, {
    progress: ({ totalPages, remainingPages }) => {
      signal?.throwIfAborted();
      const pages = totalPages - remainingPages;
      onProgress?.(totalPages === 0 ? 0 : pages / totalPages, pages * pageSize);
      return PAGES;
    },
  });
  opened.close(); // the writer may copy its write-ahead log into the file again
  signal?.throwIfAborted();
}

/** A place for a log, kept from every process that would write there. */
export interface HeldPlace {
  /** Lets the next one have it. */
  close(): void;
  /** The same, where nothing came to stand there after all: leaves no trace of having been held. */
  abandon(): void;
}

/** Keeps every writer of a file of events out, whether it is there or yet to come. Throws `StoreFailed`. */
export function holdLog(file: string): HeldPlace {
  const path = resolve(file);
  try {
    const lock = takeLock(path);
    return {
      close: () => void lock.close(),
      abandon: () => {
        rmSync(`${path}.lock`, { force: true });
        lock.close();
      },
    };
  } catch (error) {
    throw storeFailure(error, path);
  }
}

/** Makes the copy one file without a write-ahead log, looks whether its tables and indexes agree, and syncs it. */
function settle(file: string, source: string): void {
  const db: Connection = new Database(file, { fileMustExist: true });
  try {
    db.pragma('journal_mode = DELETE');
    const found = db.pragma('integrity_check(1)', { simple: true });
    if (found !== 'ok') throw storeFailure({ code: 'SQLITE_CORRUPT', message: String(found) }, source);
  } finally {
    db.close();
  }
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** SQLite does not say on which side a step failed; the source is open by then, and nothing is written to it. */
function failure(error: unknown, source: string, target: string): StoreFailed {
  const ofSource = storeFailure(error, source);
  switch (ofSource.code) {
    case 'STORE_CORRUPT':
    case 'STORE_FOREIGN':
    case 'STORE_IN_USE':
      return ofSource;
    case 'STORE_FULL': {
      const message = `${target} could not be written whole: the disk is full`;
      return new StoreFailed('STORE_FULL', message, 'Make room there, or name a place on another disk', {
        cause: error,
      });
    }
    case 'STORE_IO': {
      const message = `${source} could not be read, or ${target} not be written`;
      return new StoreFailed('STORE_IO', message, 'Look at both disks and try again; the events are as they were', {
        cause: error,
      });
    }
    default:
      return storeFailure(error, target);
  }
}

const occupied = (file: string): StoreFailed =>
  new StoreFailed('STORE_UNREACHABLE', `${file} is there already`, 'Name a file that is not there yet');
