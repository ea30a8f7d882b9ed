import type { StoredLog } from '@baton/event-store';
import { StoredRows } from '@baton/event-store/sqlite';
import { openDataFolder, requireEvents } from '../data-folder/data-folder.js';
import { folderTrouble } from '../data-folder/folder-trouble.js';

/**
 * Opens the events of a data folder to be verified, also beside a running service and whatever the views hold.
 * Makes nothing in a folder without events. Throws `StartupError` with what is wrong and what to do.
 */
export function openStoredLog(dataFolder: string): StoredLog {
  requireEvents(dataFolder);
  const folder = openDataFolder(dataFolder);
  try {
    return StoredRows.open(folder.events);
  } catch (error) {
    throw folderTrouble(error, dataFolder);
  }
}
