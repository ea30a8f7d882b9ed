import { Streams } from '@baton/event-store';
import { SqliteEventStore } from '@baton/event-store/sqlite';
import { ProjectionRunner } from '@baton/projections';
import { SqliteViews } from '@baton/projections/sqlite';
import { systemClock } from '../clock/clock.js';
import { openDataFolder } from '../data-folder/data-folder.js';
import { folderTrouble } from '../data-folder/folder-trouble.js';
import { forgetHolder, noteHolder } from '../data-folder/holder.js';
import { refuseLostEvents } from '../data-folder/lost-events.js';
import { NO_SPANS } from '../telemetry/spans.js';
import { watchedBatch } from '../telemetry/watched-batch.js';
import { watchedStore } from '../telemetry/watched-store.js';
import { WatchedStreams } from '../telemetry/watched-streams.js';
import type { Baton, OpenBaton } from './baton.js';
import { Closing } from './closing.js';

/** How long views may be late while commands keep coming and nobody waits for one: so the commands have the thread. */
const PAUSE_MS = 25;

/** Opens a data folder for this process alone. Throws `StartupError` with what is wrong and what to do. */
export async function openEmbedded(options: OpenBaton): Promise<Baton> {
  const { dataFolder, projections, log, clock = systemClock, onProgress, telemetry } = options;
  const spans = telemetry?.spans ?? NO_SPANS;
  const folder = openDataFolder(dataFolder);
  refuseLostEvents(folder.path, folder.events);
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
    const { queries } = views;
    const close = (): Promise<void> => closing.close();
    return { dataFolder: folder.path, secrets: folder, store, streams, runner, queries, clock, close };
  } catch (error) {
    await closing.close().catch((failure: unknown) => log.error(`what was opened failed to close: ${String(failure)}`));
    throw folderTrouble(error, dataFolder);
  }
}
