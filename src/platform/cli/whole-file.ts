import { statSync } from 'node:fs';
import { StartupError } from '../errors/startup-error.js';
import { writeWhole } from '../files/whole-file.js';

/**
 * Writes the file that a command was asked for, whole or not at all. Only its owner may read it.
 * Throws `StartupError`: `FILE_EXISTS` unless it may overwrite, `FILE_NOT_WRITTEN` with why.
 */
export function writeFileWhole(file: string, pieces: Iterable<string>, { overwrite }: { overwrite: boolean }): void {
  try {
    const there = statSync(file, { throwIfNoEntry: false });
    if (there?.isDirectory()) throw notWritten(file, 'it is a folder');
    if (there && !there.isFile()) throw notWritten(file, 'it is no file, but a device or a pipe');
    if (there && !overwrite) throw exists(file);
    writeWhole(file, pieces, { overwrite });
  } catch (error) {
    if (error instanceof StartupError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw exists(file);
    if (code !== undefined && code in REASONS) throw notWritten(file, REASONS[code] ?? message, error);
    throw error;
  }
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
