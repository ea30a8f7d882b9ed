import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and those above it where they are missing; one that is there is left as it is. Throws the error of the
 * file system. A level at a time: the recursive `mkdirSync` of Node never ends where a file system lets nothing be made
 * and says that the folder above is missing, as `/proc` does.
 * @param mode the rights of the folders that are made
 */
export function makeFolder(path: string, mode?: number): void {
  const missing: string[] = [];
  for (let level = resolve(path); !existsSync(level); level = dirname(level)) {
    missing.unshift(level);
    if (dirname(level) === level) break;
  }
  for (const level of missing) makeLevel(level, mode);
}

function makeLevel(path: string, mode: number | undefined): void {
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

/** Returns once what was made, renamed or linked in a folder is on the disk. Throws the error of the file system. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return; // a folder cannot be synced there; NTFS keeps renames in its journal
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
