import { join } from 'node:path';
import { SqliteEventStore } from '@baton/event-store/sqlite';
import type { EventStore } from '@baton/event-store';
import type { ViewQueries } from '@baton/projections';
import { ViewsBeside } from '@baton/projections/sqlite';
import { EVENTS, requireEvents, VIEWS } from '../data-folder/data-folder.js';
import { readingTrouble } from '../data-folder/reading-trouble.js';
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

/** What keeps this process from taking up the views itself: another one has the folder, or it may not write there. */
const NOT_ALONE = new Set(['DATA_FOLDER_IN_USE', 'DATA_FOLDER_READ_ONLY']);

/**
 * Opens the engine to read what is there now, with views that hold all of it: a data folder alone where no service runs,
 * beside the service where one does, or where nothing may be written; a cluster beside everybody. Makes nothing in a
 * folder without events. Throws `StartupError`, and `ViewBehind` where the views of another process stand still.
 */
export async function openForReading(options: OpenBaton): Promise<Reading> {
  if (!options.cluster) requireEvents(options.dataFolder);
  try {
    const baton = await openBaton(options);
    try {
      await baton.catchUp();
      return baton;
    } catch (error) {
      await baton.close();
      throw error;
    }
  } catch (error) {
    if (error instanceof StartupError && NOT_ALONE.has(error.code)) return beside(options);
    throw error;
  }
}

async function beside({ dataFolder, projections }: OpenBaton): Promise<Reading> {
  try {
    const store = SqliteEventStore.open({ file: join(dataFolder, EVENTS), readOnly: true });
    const views = new ViewsBeside(join(dataFolder, VIEWS));
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
    throw readingTrouble(error, dataFolder);
  }
}
