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
import { Closing } from './closing.js';
import { forgetHolder, noteHolder } from '../data-folder/holder.js';

/** How long views may be late while commands keep coming and nobody waits for one: so the commands have the thread. */
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
  const closing = new Closing((error) => log.error(`something else failed to close, too: ${String(error)}`));
  try {
    const engine = SqliteEventStore.open({ file: folder.events });
    closing.later(() => engine.close());
    const store = telemetry ? watchedStore(engine, telemetry) : engine;
    noteHolder(folder.path, { pid: process.pid, since: clock.now() });
    closing.later(() => forgetHolder(folder.path));
    const views = new SqliteViews(folder.views);
    closing.later(() => views.close());
    const runner = new ProjectionRunner({
      store,
      views,
      projections,
      logger: log,
      pauseMs: PAUSE_MS,
      ...(spans === NO_SPANS ? {} : { watchBatch: watchedBatch(spans) }),
      ...(onProgress === undefined ? {} : { onProgress }),
    });
    closing.later(() => runner.stop());
    const streams = spans === NO_SPANS ? new Streams(store) : new WatchedStreams(store, spans);
    return { folder, store, streams, runner, queries: views.queries, clock, close: () => closing.close() };
  } catch (error) {
    closing.close().catch((failure: unknown) => log.error(`what was opened failed to close: ${String(failure)}`));
    throw folderTrouble(error, dataFolder);
  }
}
