import type { App } from '../app.js';
import { systemClock, type Clock } from '../clock/clock.js';
import type { Settings } from '../config/settings.js';
import { opening } from '../engine/closing.js';
import { openWorker } from '../engine/working.js';
import { StartupError } from '../errors/startup-error.js';
import type { Log } from '../logging/log.js';
import { watchService } from '../telemetry/service-figures.js';
import { openTelemetry } from '../telemetry/opened-telemetry.js';
import { openWorkerDoor } from './worker-door.js';

/** A running worker. */
export interface Worker {
  /** Where its health and its figures are: `http://localhost:3000`. */
  readonly url: string;
  /** Where it takes the events from. */
  readonly engine: string;
  /** Whether it builds the views now; it waits for its turn otherwise. */
  readonly builds: () => boolean;
  /** Finishes the batch in hand and lets another worker go on. Closing twice does nothing. */
  close(): Promise<void>;
}

/**
 * Starts a worker: it builds the views of a cluster whenever no other does, and opens a door for those who watch it.
 * Throws `StartupError` `WORKER_WITHOUT_CLUSTER` where there is no cluster.
 */
export async function startWorker(app: App, settings: Settings, log: Log, clock: Clock = systemClock): Promise<Worker> {
  const { cluster, dataFolder } = settings;
  if (!cluster) throw withoutCluster();
  return opening(
    (err, what) => log.error({ err }, what),
    async (opened) => {
      const telemetry = await openTelemetry(settings, log, opened);
      const { metrics } = telemetry;
      const { projections } = app;
      const work = await openWorker({ dataFolder, projections, log, clock, telemetry }, cluster);
      let stopping = false;
      opened.later(() => work.close());
      const watched = { ...work, views: { states: () => (work.views.holds ? work.views.states() : []) } };
      watchService(metrics, watched, { stopping: () => stopping, tokens: () => undefined });
      metrics.watch('lease', () => [{ value: work.views.holds ? 1 : 0 }]);
      const door = await openWorkerDoor(settings, work, metrics, () => stopping);
      opened.later(() => door.close());
      opened.later(() => (stopping = true));
      work.views.start();
      metrics.load().catch((error: unknown) => log.error({ err: error }, 'no figures can be kept'));
      const engine = work.store.facts().where;
      return { url: door.url, engine, builds: () => work.views.holds, close: () => opened.close() };
    },
  );
}

const withoutCluster = (): StartupError =>
  new StartupError(
    'WORKER_WITHOUT_CLUSTER',
    'There is nothing for a worker to do: where the data folder holds all, the service builds the views itself',
    'Run baton serve alone, or name the engines that several processes share, as docs/how-to/run-several.md says.',
  );
