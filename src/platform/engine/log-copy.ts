import { join } from 'node:path';
import { copyLog, holdLog, SqliteEventStore, type CopyOptions, type HeldPlace } from '@baton/event-store/sqlite';
import { EVENTS, requireEvents } from '../data-folder/data-folder.js';
import { folderTrouble } from '../data-folder/folder-trouble.js';
import { refuseLostIdentifierKey } from '../data-folder/identifier-key.js';

/**
 * Copies the events of a data folder as they stand at one instant into a new file, also beside a running service.
 * Refused where what they say needs a key that the folder no longer has. Throws `StartupError`.
 */
export async function copyEvents(dataFolder: string, to: string, options: CopyOptions): Promise<void> {
  requireEvents(dataFolder);
  try {
    await copyLog(join(dataFolder, EVENTS), to, options);
    const copy = SqliteEventStore.open({ file: to, readOnly: true });
    try {
      await refuseLostIdentifierKey(dataFolder, copy);
    } finally {
      await copy.close();
    }
  } catch (error) {
    throw folderTrouble(error, dataFolder);
  }
}

/** Keeps every service out of a data folder. Throws `StartupError`. */
export function holdEvents(dataFolder: string): HeldPlace {
  try {
    return holdLog(join(dataFolder, EVENTS));
  } catch (error) {
    throw folderTrouble(error, dataFolder);
  }
}
