import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { syncFolder } from '@baton/event-store';
import { whyNotWritten } from '../cli/whole-file.js';
import { EVENTS, makeDataFolder, SECRETS, UNFINISHED_RESTORE } from '../data-folder/data-folder.js';
import { folderTrouble } from '../data-folder/folder-trouble.js';
import { holdEvents } from '../engine/log-copy.js';
import { StartupError } from '../errors/startup-error.js';
import { whyUnreadable } from '../errors/unreadable.js';
import { copyWhole, fingerprintOf } from '../files/fingerprint.js';
import { damaged, newer, readManifest, type Manifest } from './manifest.js';
import { refuseInside } from './places.js';
import { verifiedEvents, type Followed } from './verified-events.js';

export interface RestoreBackup extends Followed {
  /** The folder that `takeBackup` made. */
  readonly backup: string;
  /** Where to: a folder that is missing or empty. */
  readonly dataFolder: string;
}

/** What may lie in an empty data folder: of its disk, and of a restore that was broken off. */
const OF_NO_WEIGHT: ReadonlySet<string> = new Set(['lost+found', `${EVENTS}.lock`, UNFINISHED_RESTORE]);

/**
 * Restores a backup into an empty data folder, whole or not at all: copied beside their places, compared with the
 * manifest and verified, and only then named, the events last. Writes over nothing. Throws `StartupError`.
 */
export async function restoreBackup({ backup: named, dataFolder, ...followed }: RestoreBackup): Promise<Manifest> {
  const backup = resolve(named);
  const manifest = readManifest(backup);
  refuseInside(dataFolder, backup);
  const isNew = !existsSync(dataFolder);
  try {
    makeDataFolder(dataFolder);
    await refuseUnlessEmpty(dataFolder, manifest);
    const held = holdEvents(dataFolder);
    try {
      await refuseUnlessEmpty(dataFolder, manifest);
      await gather({ backup, manifest, folder: freshFolder(dataFolder), ...followed });
      place(dataFolder);
      held.close();
    } catch (error) {
      rmSync(join(dataFolder, UNFINISHED_RESTORE), { recursive: true, force: true });
      held.abandon();
      throw error;
    }
  } catch (error) {
    if (isNew && existsSync(dataFolder) && readdirSync(dataFolder).length === 0) rmdirSync(dataFolder);
    throw notRestored(dataFolder, error);
  }
  return manifest;
}

/** Secrets that are the backup's own may be there already; all else is somebody's. */
async function refuseUnlessEmpty(dataFolder: string, { files }: Manifest): Promise<void> {
  const others: string[] = [];
  for (const name of readdirSync(dataFolder)) {
    if (OF_NO_WEIGHT.has(name)) continue;
    const isSecret = (SECRETS as readonly string[]).includes(name);
    const { sha256 } = isSecret ? await fingerprintOf(join(dataFolder, name)) : { sha256: '' };
    if (sha256 === '' || sha256 !== files[name]?.sha256) others.push(name);
  }
  if (others.length === 0) return;
  const some = others.length > 5 ? [...others.slice(0, 5), `${others.length - 5} more`] : others;
  throw new StartupError(
    'DATA_FOLDER_NOT_EMPTY',
    `${dataFolder} holds something already (${some.join(', ')}), and nothing is ever written over`,
    'Move all of it aside, its views too: they may know later events; or name a new folder with --data.',
  );
}

/** What an earlier restore that was broken off had gathered goes. */
function freshFolder(dataFolder: string): string {
  const folder = join(dataFolder, UNFINISHED_RESTORE);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  return folder;
}

interface Gathering extends Followed {
  readonly backup: string;
  readonly manifest: Manifest;
  /** Where to. */
  readonly folder: string;
}

async function gather({ backup, manifest, folder, onCopy, ...followed }: Gathering): Promise<void> {
  const { signal } = followed;
  const all = Object.values(manifest.files).reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  for (const [name, wanted] of Object.entries(manifest.files)) {
    const from = join(backup, name);
    const onBytes = (bytes: number): void => onCopy?.((done + bytes) / all, done + bytes);
    const found = await copyWhole(from, join(folder, name), { onBytes, signal }).catch((error: unknown) => {
      throw (error as NodeJS.ErrnoException).path === from ? incomplete(backup, name, error) : error;
    });
    if (found.bytes !== wanted.bytes) throw damaged(backup, `${name} has ${found.bytes} bytes, not ${wanted.bytes}`);
    if (found.sha256 !== wanted.sha256) throw damaged(backup, `${name} has other bytes than were written`);
    done += found.bytes;
  }
  const found = await verifiedEvents(folder, followed).catch((error: unknown) => {
    throw error instanceof StartupError ? unusable(backup, manifest, error, folder) : error;
  });
  if ('why' in found) throw damaged(backup, found.why);
  const { events, streams, position, root } = found;
  const said = manifest.events === events && manifest.streams === streams && manifest.position === position;
  if (said && manifest.root === root) return;
  throw damaged(backup, `its events end with root ${root}, which is not what its manifest says`);
}

/** Gives everything its name, the events last: with them the folder is one that was restored. */
function place(dataFolder: string): void {
  const folder = join(dataFolder, UNFINISHED_RESTORE);
  syncFolder(folder);
  const files = readdirSync(folder).filter((name) => name !== EVENTS);
  for (const name of files)
    if (!existsSync(join(dataFolder, name))) renameSync(join(folder, name), join(dataFolder, name));
  syncFolder(dataFolder);
  renameSync(join(folder, EVENTS), join(dataFolder, EVENTS));
  syncFolder(dataFolder);
  rmSync(folder, { recursive: true, force: true });
}

const incomplete = (backup: string, name: string, error: unknown): StartupError =>
  damaged(backup, `its ${name} cannot be read (${whyUnreadable(error)})`, error);

/** The engine does not open what the manifest says is whole. */
function unusable(backup: string, { version }: Manifest, error: StartupError, folder: string): StartupError {
  if (error.code === 'STORE_NEWER') return newer(backup, version);
  return damaged(backup, error.message.replaceAll(folder, backup), error);
}

function notRestored(dataFolder: string, error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return folderTrouble(error, dataFolder);
  return new StartupError(
    'NOT_RESTORED',
    `${dataFolder} was not restored: ${whyNotWritten(error as NodeJS.ErrnoException)}`,
    'Put that right and run it again, or name another folder with --data; nothing is left of it.',
    { cause: error },
  );
}
