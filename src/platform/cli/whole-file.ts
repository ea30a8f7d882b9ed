import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from '@baton/event-store';
import { StartupError } from '../errors/startup-error.js';

/** A piece is written once it has so many characters: small pieces cost a call each. */
const PIECE = 256 * 1024;

/**
 * Writes a file whole or not at all: first under another name beside it, then, once it is safe on the disk, under its
 * own. Whoever stops it, or a full disk, leaves what was there before. Only its owner may read it.
 * Throws `StartupError`: `FILE_EXISTS` unless it may overwrite, `FILE_NOT_WRITTEN` with why.
 */
export function writeFileWhole(file: string, pieces: Iterable<string>, { overwrite }: { overwrite: boolean }): void {
  if (!overwrite && existsSync(file)) throw exists(file);
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw notWritten(file, 'it is a folder');
  const unfinished = `${file}.${process.pid}.unfinished`;
  try {
    writeSafely(unfinished, pieces);
    if (overwrite) renameSync(unfinished, file);
    // Unlike renaming, linking refuses where another file has come to stand meanwhile.
    else linkAsNew(unfinished, file);
    syncFolder(dirname(file));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw exists(file);
    if (code !== undefined && code in REASONS) throw notWritten(file, REASONS[code] ?? message, error);
    throw error;
  } finally {
    rmSync(unfinished, { force: true });
  }
}

function linkAsNew(unfinished: string, file: string): void {
  try {
    linkSync(unfinished, file);
  } catch (error) {
    if (!NO_LINKS.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    if (existsSync(file)) throw exists(file);
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

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'it lies in something that is no folder',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'that disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'it would be larger than a file may be',
  ENAMETOOLONG: 'its name is too long',
};

/** Why a file or an output could not be written, in words that follow a colon. */
export const whyNotWritten = ({ code = '', message }: NodeJS.ErrnoException): string => REASONS[code] ?? message;

const exists = (file: string): StartupError =>
  new StartupError('FILE_EXISTS', `${file} is there already`, 'Name another file, or add --force to write over it.');

const notWritten = (file: string, why: string, cause?: unknown): StartupError =>
  new StartupError('FILE_NOT_WRITTEN', `${file} was not written: ${why}`, 'Put that right, or name another file.', {
    cause,
  });
