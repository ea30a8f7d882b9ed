import { setTimeout as pause } from 'node:timers/promises';
import { SqliteEventStore } from '@baton/event-store/sqlite';
import type { EventStore } from '@baton/event-store';
import { ViewBehind, type ViewQueries } from '@baton/projections';
import { ViewsBeside } from '@baton/projections/sqlite';
import { openDataFolder } from '../data-folder/data-folder.js';
import { folderTrouble } from '../data-folder/folder-trouble.js';
import { StartupError } from '../errors/startup-error.js';
import { openBaton, type OpenBaton } from './baton.js';

/** The events and the views, to be read only. */
export interface Reading {
  readonly store: EventStore;
  readonly queries: ViewQueries;
  close(): Promise<void>;
}

const LOOKS = 40;
const BETWEEN_LOOKS_MS = 50;

/**
 * Opens a data folder to read what is there now, with views that hold all of it: alone where no service runs, beside
 * the service where one does. Throws `StartupError`, and `ViewBehind` where the service's views do not get there.
 */
export async function openForReading(options: OpenBaton): Promise<Reading> {
  try {
    const baton = openBaton(options);
    try {
      await baton.runner.catchUp();
      return baton;
    } catch (error) {
      await baton.close();
      throw error;
    }
  } catch (error) {
    if (error instanceof StartupError && error.code === 'DATA_FOLDER_IN_USE') return beside(options);
    throw error;
  }
}

async function beside({ dataFolder, projections }: OpenBaton): Promise<Reading> {
  const folder = openDataFolder(dataFolder);
  try {
    const store = SqliteEventStore.open({ file: folder.events, readOnly: true });
    const views = new ViewsBeside(folder.views);
    const close = async (): Promise<void> => {
      await views.close();
      await store.close();
    };
    await reached(
      store,
      views,
      projections.map(({ name }) => name),
    ).catch(async (error: unknown) => {
      await close();
      throw error;
    });
    return { store, queries: views.queries, close };
  } catch (error) {
    throw folderTrouble(error, dataFolder);
  }
}

/** Waits until the views hold what the log holds now: another process builds them, so there is only looking. */
async function reached(store: EventStore, views: ViewsBeside, names: readonly string[]): Promise<void> {
  const head = await store.head();
  if (head === undefined) return;
  for (let look = 1; ; look += 1) {
    const behind = await views.behind(head, names);
    if (behind.length === 0) return;
    if (look === LOOKS) throw new ViewBehind(head, behind);
    await pause(BETWEEN_LOOKS_MS);
  }
}
