import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '@baton/event-store';
import { StartupError } from '../errors/startup-error.js';
import { folderTrouble } from './folder-trouble.js';
import { refuseLostEvents } from './lost-events.js';
import { keepSecret } from './secret.js';

/** The file of events in a data folder. */
export const EVENTS = 'events.db';
/** The file of views in it. */
export const VIEWS = 'views.db';
/** The secrets of a data folder, each in a file of its own: as little to be made again as the events. */
export const SECRETS = ['identifier-key', 'dev-key'] as const;
/** The folder in it in which a restore gathers everything until it is whole. */
export const UNFINISHED_RESTORE = 'restore.unfinished';

/** What must never be told. */
export interface Secrets {
  /** Signs development tokens. Made at the first use. */
  devKey(): Uint8Array;
  /** Keys the fingerprints of customers' identifiers; lost, no identifier is found again. */
  identifierKey(): Uint8Array;
}

/** Where Baton keeps everything: events, views and secrets, which are made at the first use. */
export interface DataFolder extends Secrets {
  readonly path: string;
  /** The file of events: precious. */
  readonly events: string;
  /** The file of views: can be built again. */
  readonly views: string;
}

/** Opens the folder and makes it where there is none, for this user only. Throws `StartupError` with what to do. */
export function openDataFolder(path: string): DataFolder {
  const events = join(path, EVENTS);
  try {
    makeDataFolder(path);
    refuseHalfRestored(path);
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return {
      path,
      events,
      views: join(path, VIEWS),
      devKey: () => keepSecret(join(path, 'dev-key')),
      identifierKey: () => keepSecret(join(path, 'identifier-key')),
    };
  } catch (error) {
    throw folderTrouble(error, path);
  }
}

/**
 * Looks whether a folder has events, for who only wants to read: makes neither folder nor file. Throws `StartupError`
 * where there are none.
 */
export function requireEvents(path: string): void {
  const events = join(path, EVENTS);
  try {
    if (statSync(events, { throwIfNoEntry: false })) return;
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === false) throw notAFolder(path);
  } catch (error) {
    throw folderTrouble(error, path);
  }
  refuseLostEvents(path, events);
  throw new StartupError(
    'DATA_FOLDER_WITHOUT_EVENTS',
    `${path} holds no events of Baton, so there is nothing to read`,
    'Name the folder of a service with BATON_DATA or --data; baton serve and baton import make one.',
  );
}

/** Makes the folder where there is none, for this user only. Throws `StartupError`, or what the file system says. */
export function makeDataFolder(path: string): void {
  try {
    makeFolder(path, 0o700);
    if (!statSync(path).isDirectory()) throw notAFolder(path);
  } catch (error) {
    const why = NOT_MADE[(error as NodeJS.ErrnoException).code ?? ''];
    if (why === undefined) throw error;
    throw new StartupError(
      'DATA_FOLDER_NOT_MADE',
      `${path} cannot be made: ${why}`,
      'Name another folder with BATON_DATA or --data.',
      { cause: error },
    );
  }
}

/** A new log beside what was to be restored would be one that nobody wants. */
function refuseHalfRestored(path: string): void {
  if (existsSync(join(path, EVENTS)) || !existsSync(join(path, UNFINISHED_RESTORE))) return;
  throw new StartupError(
    'RESTORE_UNFINISHED',
    `a backup is being restored into ${path}, or a restore of it was broken off`,
    `Wait for baton restore, or run it again; to begin with nothing instead, delete ${UNFINISHED_RESTORE} there.`,
  );
}

const NOT_MADE: Readonly<Record<string, string>> = {
  ENOENT: 'nothing can be made where it should lie',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'links on the way to it lead in a circle',
  EINVAL: 'its name is none that the disk takes',
};

const notAFolder = (path: string): StartupError =>
  new StartupError(
    'DATA_FOLDER_NOT_A_FOLDER',
    `${path} is a file, not a folder`,
    'Name another folder with BATON_DATA or --data, or move the file away.',
  );
