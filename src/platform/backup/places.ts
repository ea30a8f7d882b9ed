import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { StartupError } from '../errors/startup-error.js';

/**
 * Refuses a place for a backup that is taken (`BACKUP_EXISTS`), or lies within the data folder (`BACKUP_INSIDE`): it
 * would be lost with it.
 */
export function refuseTarget(target: string, dataFolder: string): void {
  if (lstatSync(target, { throwIfNoEntry: false })) {
    throw new StartupError(
      'BACKUP_EXISTS',
      `${target} is there already`,
      'Name a folder that is not there yet, such as one named after the day; nothing is ever written over.',
    );
  }
  if (!liesWithin(target, dataFolder)) return;
  throw new StartupError(
    'BACKUP_INSIDE',
    `${target} lies in the data folder ${dataFolder}: whatever happens to that would happen to the backup`,
    'Name a folder elsewhere, best on another disk.',
  );
}

/** Refuses to restore a backup into itself (`BACKUP_INSIDE`). */
export function refuseInside(dataFolder: string, backup: string): void {
  if (!liesWithin(dataFolder, backup)) return;
  throw new StartupError(
    'BACKUP_INSIDE',
    `the data folder ${dataFolder} lies in the backup ${backup}: a service would write into the backup`,
    'Name another data folder with BATON_DATA or --data.',
  );
}

/** Whether a path, there or yet to come, is a folder or lies in it, whatever links lead there. */
function liesWithin(path: string, folder: string): boolean {
  const way = relative(real(folder), real(path));
  return way !== '..' && !way.startsWith(`..${sep}`) && resolve(real(folder), way) === real(path);
}

const real = (path: string): string => {
  const whole = resolve(path);
  if (existsSync(whole) || dirname(whole) === whole) return realpathSync(whole);
  return join(real(dirname(whole)), basename(whole));
};
