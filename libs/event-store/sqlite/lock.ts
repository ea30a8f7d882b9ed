import { closeSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { makeFolder } from '../folders.js';

/**
 * One writer at a time. The lock is SQLite's own on a file of its own, so the kernel frees it with the process,
 * however that ends, and readers of the events are not kept out.
 */
export function takeLock(file: string): Database.Database {
  makeFolder(dirname(file));
  const lock = openLock(`${file}.lock`);
  try {
    lock.pragma('journal_mode = MEMORY');
    // The change is never committed; it makes sure that the lock is one for writing.
    lock.exec('BEGIN EXCLUSIVE; PRAGMA user_version = 1');
    return lock;
  } catch (error) {
    lock.close();
    throw error;
  }
}

function openLock(file: string): Database.Database {
  try {
    return new Database(file, { timeout: 0 });
  } catch (error) {
    // SQLite does not say why it cannot open a file; making another beside it does.
    const probe = `${file}.probe`;
    closeSync(openSync(probe, 'w'));
    rmSync(probe);
    throw error;
  }
}
