import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { StartupError } from '../errors/startup-error.js';
import { whyUnreadable } from '../errors/unreadable.js';
import { writeWhole } from '../files/whole-file.js';

const BYTES = 32;

/**
 * A random secret of 256 bits in a file that only its owner may read. Made once: whoever comes second, at the same
 * moment too, gets the first one's, and never half of it.
 */
export function keepSecret(file: string): Uint8Array {
  const known = knownSecret(file);
  if (known) return known;
  try {
    writeWhole(file, [`${randomBytes(BYTES).toString('hex')}\n`], { overwrite: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return knownSecret(file) as Uint8Array;
}

/**
 * The key of identifiers that several processes share, of a file that nobody makes but a person: each process making one
 * for itself would recognise nobody whom another has registered. Throws `StartupError` where it is not there or damaged.
 */
export function readIdentifierKey(file: string): Uint8Array {
  let key: Uint8Array | undefined;
  try {
    key = knownSecret(file);
  } catch (error) {
    if (error instanceof StartupError) throw error;
    throw missing(file, whyUnreadable(error), error);
  }
  if (key) return key;
  throw missing(file, 'there is no such file');
}

const missing = (file: string, why: string, cause?: unknown): StartupError =>
  new StartupError(
    'SECRET_MISSING',
    `${file} cannot be read (${why})`,
    'Name the identifier-key that the events were written under; for new events make one: openssl rand -hex 32.',
    { cause },
  );

/** The secret of a file, undefined where there is none. Throws `StartupError` `SECRET_DAMAGED`. */
export function knownSecret(file: string): Uint8Array | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  if (/^[0-9a-f]{64}$/.test(text)) return Buffer.from(text, 'hex');
  throw new StartupError(
    'SECRET_DAMAGED',
    `${file} does not hold a secret as Baton writes it`,
    basename(file) === 'dev-key'
      ? 'Delete it: a new one is made at the next start, and tokens made before are no longer valid.'
      : 'Restore it from the backup and never delete it: without it no identifier is recognised again.',
  );
}
