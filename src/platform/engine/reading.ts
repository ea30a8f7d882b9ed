import { SqliteEventStore } from '@baton/event-store/sqlite';
import type { EventStore } from '@baton/event-store';
import type { ViewQueries } from '@baton/projections';
import { ViewsBeside } from '@baton/projections/sqlite';
import { openDataFolder, requireEvents } from '../data-folder/data-folder.js';
import { folderTrouble } from '../data-folder/folder-trouble.js';
import { StartupError } from '../errors/startup-error.js';
import type { OpenBaton } from './baton.js';
import { openBaton } from './opening.js';
import { viewsReach } from './views-reach.js';

/** The events and the views, to be read only. */
export interface Reading {
  readonly store: EventStore;
  readonly queries: ViewQueries;
  close(): Promise<void>;
}

/**
 * Opens a data folder to read what is there now, with views that hold all of it: alone where no service runs, beside
 * the service where one does. Makes nothing in a folder without events. Throws `StartupError`, and `ViewBehind` where
 * the views of the other process stand still.
 */
export async function openForReading(options: OpenBaton): Promise<Reading> {
  requireEvents(options.dataFolder);
  try {
    const baton = await openBaton(options);
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
    try {
      const head = await store.head();
      const names = projections.map(({ name }) => name);
      if (head !== undefined) await viewsReach(head, views, names);
      return { store, queries: views.queries, close };
    } catch (error) {
      await close();
      throw error;
    }
  } catch (error) {
    throw folderTrouble(error, dataFolder);
  }
}
