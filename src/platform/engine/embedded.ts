import { SqliteEventStore } from '@baton/event-store/sqlite';
import { SqliteViews } from '@baton/projections/sqlite';
import { systemClock } from '../clock/clock.js';
import { openDataFolder } from '../data-folder/data-folder.js';
import { folderTrouble } from '../data-folder/folder-trouble.js';
import { forgetHolder, noteHolder } from '../data-folder/holder.js';
import { refuseWrongIdentifierKey } from '../data-folder/identifier-key.js';
import { refuseLostEvents } from '../data-folder/lost-events.js';
import type { Baton, OpenBaton } from './baton.js';
import { opening } from './closing.js';
import { runnerOver, storeOver, streamsOver, toldIn } from './parts.js';

/** Opens a data folder for this process alone. Throws `StartupError` with what is wrong and what to do. */
export async function openEmbedded(options: OpenBaton): Promise<Baton> {
  const { dataFolder, log, clock = systemClock, telemetry } = options;
  const folder = openDataFolder(dataFolder);
  refuseLostEvents(folder.path, folder.events);
  return opening(
    toldIn(log),
    async (closing) => {
      const engine = SqliteEventStore.open({ file: folder.events });
      closing.later(() => engine.close());
      const store = storeOver(engine, telemetry);
      noteHolder(folder.path, { pid: process.pid, since: clock.now() });
      closing.later(() => forgetHolder(folder.path));
      const views = new SqliteViews(folder.views);
      closing.later(() => views.close());
      await refuseWrongIdentifierKey(folder.path, store, views);
      const runner = runnerOver(store, views, options);
      closing.later(() => runner.stop());
      return {
        dataFolder: folder.path,
        secrets: folder,
        store,
        streams: streamsOver(store, telemetry),
        views: runner,
        runner,
        clock,
        queries: views.queries,
        start: () => runner.start(),
        catchUp: () => runner.catchUp(),
        close: () => closing.close(),
      };
    },
    (error) => folderTrouble(error, dataFolder),
  );
}
