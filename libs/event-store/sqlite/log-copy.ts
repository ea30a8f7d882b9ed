import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
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
 * Copies a file of events as it stands at one instant into a new file, which is whole in itself and for its owner alone:
 * beside the process that writes it, which waits for nothing, or when none does. Leaves nothing where it fails. Throws
 * `StoreFailed`.
 */
export async function copyLog(from: string, to: string, options: CopyOptions = {}): Promise<void> {
  const [source, target] = [resolve(from), resolve(to)];
  const opened = openForReading(source);
  try {
    const copy = newFile(target);
    try {
      // Closing any handle of a file lets go of what SQLite has locked of it: this one is closed when SQLite is done.
      await copyPages(opened, target, copy, options).finally(() => closeSync(copy));
      opened.close(); // the writer may copy its write-ahead log into the file again
      settle(target, source);
    } catch (error) {
      for (const left of ['', '-journal', '-wal', '-shm']) rmSync(`${target}${left}`, { force: true });
      throw codeOf(error) === '' ? error : failure(error, source, target);
    }
  } finally {
    opened.close();
  }
}

function newFile(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    throw codeOf(error) === 'EEXIST' ? occupied(path) : storeFailure(error, path);
  }
}

async function copyPages({ db }: OpenFile, target: string, copy: number, options: CopyOptions): Promise<void> {
  const { onProgress, signal } = options;
  // While this transaction reads one state of the log, what is written meanwhile does not begin the copy anew.
  db.exec('BEGIN; SELECT count(*) FROM sqlite_schema');
  const pageSize = db.pragma('page_size', { simple: true }) as number;
  await db.backup(target, {
    progress: ({ totalPages, remainingPages }) => {
      signal?.throwIfAborted();
      // Piece by piece: synced all at once in the end, a large copy on its disk makes the writer wait.
      fsyncSync(copy);
      const pages = totalPages - remainingPages;
      onProgress?.(totalPages === 0 ? 0 : pages / totalPages, pages * pageSize);
      return PAGES;
    },
  });
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
