import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { syncFolder } from '@baton/event-store';
import { whyNotWritten } from '../cli/whole-file.js';
import type { Clock } from '../clock/clock.js';
import { EVENTS, requireEvents, SECRETS } from '../data-folder/data-folder.js';
import { knownSecret } from '../data-folder/secret.js';
import { copyEvents } from '../engine/log-copy.js';
import { StartupError } from '../errors/startup-error.js';
import { copyWhole, fingerprintOf, type Fingerprint } from '../files/fingerprint.js';
import { packageVersion } from '../package-root.js';
import { FORMAT, writeManifest, type Manifest } from './manifest.js';
import { refuseTarget } from './places.js';
import { verifiedEvents, type Followed } from './verified-events.js';

export interface TakeBackup extends Followed {
  readonly dataFolder: string;
  /** The folder to make. */
  readonly target: string;
  readonly clock: Clock;
}

/**
 * Makes a backup of a data folder, whole or not at all, also while a service works in it: the events as they stand at
 * one instant, verified, and the secrets. Only its owner may read it. Throws `StartupError`.
 */
export async function takeBackup({ dataFolder, target: named, clock, ...followed }: TakeBackup): Promise<Manifest> {
  const target = resolve(named);
  requireEvents(dataFolder);
  const unfinished = `${target}.${process.pid}.unfinished`;
  try {
    refuseTarget(target, dataFolder);
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { mode: 0o700 });
    const manifest = await gather(dataFolder, unfinished, clock.now(), followed);
    writeManifest(unfinished, manifest);
    syncFolder(unfinished);
    renameSync(unfinished, target);
    syncFolder(dirname(target));
    return manifest;
  } catch (error) {
    throw notWritten(target, error);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

async function gather(dataFolder: string, folder: string, takenAt: string, followed: Followed): Promise<Manifest> {
  const { onCopy, signal } = followed;
  const events = join(folder, EVENTS);
  await copyEvents(dataFolder, events, {
    ...(onCopy === undefined ? {} : { onProgress: onCopy }),
    ...(signal === undefined ? {} : { signal }),
  });
  // A key is made before the first event that needs it: after the events, so that none of theirs is missing.
  const secrets = await copySecrets(dataFolder, folder);
  const found = await verifiedEvents(folder, followed);
  if ('why' in found) throw broken(dataFolder, found.why);
  const files = { [EVENTS]: await fingerprintOf(events, { signal }), ...secrets };
  return { format: FORMAT, version: packageVersion(), takenAt, ...found, files };
}

async function copySecrets(dataFolder: string, folder: string): Promise<Record<string, Fingerprint>> {
  const secrets: Record<string, Fingerprint> = {};
  for (const name of SECRETS) {
    const file = join(dataFolder, name);
    if (knownSecret(file)) secrets[name] = await copyWhole(file, join(folder, name));
  }
  return secrets;
}

const broken = (dataFolder: string, why: string): StartupError =>
  new StartupError(
    'CHAIN_BROKEN',
    `the events of ${dataFolder} are not what was stored, so there is no backup of them: ${why}`,
    'Find out who wrote to the file, and restore the events from an earlier backup; baton verify says more.',
  );

function notWritten(target: string, error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return error;
  const why = whyNotWritten(error as NodeJS.ErrnoException);
  return new StartupError(
    'BACKUP_NOT_WRITTEN',
    `${target} was not written: ${why}`,
    'Put that right, or name another folder; nothing is left of it.',
    { cause: error },
  );
}
