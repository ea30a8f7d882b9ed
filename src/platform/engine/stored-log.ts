import { join } from 'node:path';
import type { EventStore, StoredLog } from '@baton/event-store';
import { SqliteEventStore, StoredRows } from '@baton/event-store/sqlite';
import { EVENTS, requireEvents } from '../data-folder/data-folder.js';
import { readingTrouble } from '../data-folder/reading-trouble.js';

/**
 * Opens the events of a data folder to be verified, also beside a running service and whatever the views hold.
 * Needs no right to write, and makes nothing in a folder without events. Throws `StartupError` with what is wrong and what to do.
 */
export const openStoredLog = (dataFolder: string): StoredLog =>
  openedIn(dataFolder, (events) => StoredRows.open(events));

/** The same to be read as events. Appends are refused. */
export const openEvents = (dataFolder: string): EventStore =>
  openedIn(dataFolder, (events) => SqliteEventStore.open({ file: events, readOnly: true }));

function openedIn<T>(dataFolder: string, open: (events: string) => T): T {
  requireEvents(dataFolder);
  try {
    return open(join(dataFolder, EVENTS));
  } catch (error) {
    throw readingTrouble(error, dataFolder);
  }
}
