import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Position } from '@baton/contracts';
import { isPosition } from '@baton/event-store';
import { EVENTS, SECRETS } from '../data-folder/data-folder.js';
import { StartupError } from '../errors/startup-error.js';
import { whyUnreadable } from '../errors/unreadable.js';
import type { Fingerprint } from '../files/fingerprint.js';
import { writeWhole } from '../files/whole-file.js';

/** What a backup holds, kept in it as `manifest.json`. */
export interface Manifest {
  /** The form of the backup: what does not know it cannot restore it. */
  readonly format: number;
  /** The version of Baton that made it. */
  readonly version: string;
  /** When it was begun, UTC ISO 8601: what was acknowledged before is in it. */
  readonly takenAt: string;
  readonly events: number;
  readonly streams: number;
  /** Of the last event; absent where there are no events. */
  readonly position?: Position;
  /** As `baton verify` tells it: see `Verification.root`. */
  readonly root: string;
  /** The files beside it, by their names in the data folder. */
  readonly files: Readonly<Record<string, Fingerprint>>;
}

export const FORMAT = 1;

const FILE = 'manifest.json';

/** Writes the manifest of a backup, on the disk when it returns. */
export const writeManifest = (backup: string, manifest: Manifest): void =>
  writeWhole(join(backup, FILE), [JSON.stringify(manifest, null, 2), '\n'], { overwrite: false });

/** Reads the manifest of a backup. Throws `StartupError`: `BACKUP_UNKNOWN`, `BACKUP_NEWER`, `BACKUP_DAMAGED`. */
export function readManifest(backup: string): Manifest {
  let manifest: unknown;
  try {
    manifest = JSON.parse(readFileSync(join(backup, FILE), 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw damaged(backup, `its ${FILE} is no JSON`, error);
    throw unknown(backup, error);
  }
  if (isNewer(manifest)) throw newer(backup, manifest.version);
  if (!isManifest(manifest)) throw damaged(backup, `its ${FILE} does not say what one of a backup says`);
  return manifest;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNewer = (value: unknown): value is { readonly version?: unknown } =>
  isObject(value) && typeof value['format'] === 'number' && value['format'] > FORMAT;

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isHash = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

function isManifest(value: unknown): value is Manifest {
  if (!isObject(value) || !isObject(value['files'])) return false;
  const { format, version, takenAt, events, streams, position, root, files } = value;
  return (
    format === FORMAT &&
    typeof version === 'string' &&
    typeof takenAt === 'string' &&
    isCount(events) &&
    isCount(streams) &&
    (position === undefined ? events === 0 : typeof position === 'string' && isPosition(position)) &&
    isHash(root) &&
    EVENTS in files &&
    Object.keys(files).every((name) => name === EVENTS || (SECRETS as readonly string[]).includes(name)) &&
    Object.values(files).every((file) => isObject(file) && isCount(file['bytes']) && isHash(file['sha256']))
  );
}

/** A backup that is not what was written. @param why the end of a sentence */
export const damaged = (backup: string, why: string, cause?: unknown): StartupError =>
  new StartupError(
    'BACKUP_DAMAGED',
    `${backup} is no longer the backup that was written: ${why}`,
    'Restore another backup, or another copy of this one; nothing was restored.',
    { cause },
  );

/** A backup that a later version made. */
export const newer = (backup: string, version: unknown): StartupError =>
  new StartupError(
    'BACKUP_NEWER',
    `${backup} was made by a newer version${typeof version === 'string' ? `, Baton ${version}` : ''}: this one does not know its form`,
    'Restore it with that version, or a later one.',
  );

const unknown = (backup: string, cause: unknown): StartupError =>
  new StartupError(
    'BACKUP_UNKNOWN',
    `${backup} is no backup of Baton: its ${FILE} cannot be read (${whyUnreadable(cause)})`,
    'Name a folder that baton backup made; one it did not finish ends with .unfinished and cannot be restored.',
    { cause },
  );
