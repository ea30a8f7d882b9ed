import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from '@baton/event-store';

/** A piece is written once it has so many characters: small pieces cost a call each. */
const PIECE = 256 * 1024;

/**
 * Writes a file whole or not at all: first under another name beside it, then, once it is safe on the disk, under its
 * own. Whoever stops it, a full disk or a power failure leaves what was there before. Only its owner may read it.
 * Throws the error of the file system, `EEXIST` for a file that is there or comes to stand meanwhile, unless it may
 * overwrite.
 */
export function writeWhole(file: string, pieces: Iterable<string>, { overwrite }: { overwrite: boolean }): void {
  const unfinished = `${file}.${process.pid}.unfinished`;
  try {
    writeSafely(unfinished, pieces);
    if (overwrite) renameSync(unfinished, file);
    // Unlike renaming, linking refuses where another file has come to stand meanwhile.
    else linkAsNew(unfinished, file);
    syncFolder(dirname(file));
  } finally {
    rmSync(unfinished, { force: true });
  }
}

function linkAsNew(unfinished: string, file: string): void {
  try {
    linkSync(unfinished, file);
  } catch (error) {
    if (!NO_LINKS.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    if (existsSync(file)) throw Object.assign(new Error(`${file} is there already`), { code: 'EEXIST' });
    renameSync(unfinished, file);
  }
}

/** What file systems without hard links say. */
const NO_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

function writeSafely(file: string, pieces: Iterable<string>): void {
  rmSync(file, { force: true });
  const handle = openSync(file, 'wx', 0o600);
  try {
    let waiting = '';
    for (const piece of pieces) {
      waiting += piece;
      if (waiting.length < PIECE) continue;
      writeAll(handle, waiting);
      waiting = '';
    }
    writeAll(handle, waiting);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** A write may take less than it was given. */
function writeAll(handle: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length;) written += writeSync(handle, bytes, written);
}
