import { Streams, type EventStore } from '@baton/event-store';
import { SqliteEventStore } from '@baton/event-store/sqlite';
import {
  ProjectionRunner,
  type OnProgress,
  type Projection,
  type RunnerLog,
  type ViewQueries,
} from '@baton/projections';
import { SqliteViews } from '@baton/projections/sqlite';
import { systemClock, type Clock } from '../clock/clock.js';
import { openDataFolder, type DataFolder } from '../data-folder/data-folder.js';
import { folderTrouble } from '../data-folder/folder-trouble.js';
import { NO_SPANS } from '../telemetry/spans.js';
import { watchedBatch } from '../telemetry/watched-batch.js';
import { watchedStore } from '../telemetry/watched-store.js';
import type { Telemetry } from '../telemetry/telemetry.js';
import { WatchedStreams } from '../telemetry/watched-streams.js';
import { forgetHolder, noteHolder } from '../data-folder/holder.js';

/** How long views may be late while commands keep coming and nobody waits for one: a quarter more commands a second. */
const PAUSE_MS = 25;

/** Everything behind the door, opened: the events, the views, the folder they are in. */
export interface Baton {
  readonly folder: DataFolder;
  readonly store: EventStore;
  readonly streams: Streams;
  /** Not started yet. */
  readonly runner: ProjectionRunner;
  readonly queries: ViewQueries;
  readonly clock: Clock;
  /** Stops the views, finishes what was accepted and lets go of the folder. Closing twice does nothing. */
  close(): Promise<void>;
}

export interface OpenBaton {
  readonly dataFolder: string;
  readonly projections: readonly Projection[];
  /** What the views have to say. */
  readonly log: RunnerLog;
  readonly clock?: Clock;
  readonly onProgress?: OnProgress;
  /** How the service is watched; nothing is counted without it. */
  readonly telemetry?: Telemetry;
}

/**
 * Opens a data folder for this process alone, without HTTP: for the service, the command line and tests.
 * Throws `StartupError` with what is wrong and what to do.
 */
export function openBaton(options: OpenBaton): Baton {
  const { dataFolder, projections, log, clock = systemClock, onProgress, telemetry } = options;
  const spans = telemetry?.spans ?? NO_SPANS;
  const folder = openDataFolder(dataFolder);
  try {
    const engine = SqliteEventStore.open({ file: folder.events });
    const store = telemetry ? watchedStore(engine, telemetry) : engine;
    try {
      const views = new SqliteViews(folder.views);
      noteHolder(folder.path, { pid: process.pid, since: clock.now() });
      const runner = new ProjectionRunner({
        store,
        views,
        projections,
        logger: log,
        pauseMs: PAUSE_MS,
        ...(spans === NO_SPANS ? {} : { watchBatch: watchedBatch(spans) }),
        ...(onProgress === undefined ? {} : { onProgress }),
      });
      const streams = spans === NO_SPANS ? new Streams(store) : new WatchedStreams(store, spans);
      return opened({ folder, store, streams, views, runner, clock });
    } catch (error) {
      void store.close();
      throw error;
    }
  } catch (error) {
    throw folderTrouble(error, dataFolder);
  }
}

function opened({ views, ...parts }: Omit<Baton, 'queries' | 'close'> & { readonly views: SqliteViews }): Baton {
  const { folder, store, runner } = parts;
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await runner.stop();
    await views.close();
    forgetHolder(folder.path);
    await store.close();
  };
  return {
    ...parts,
    queries: views.queries,
    close: () => (closing ??= close()),
  };
}
