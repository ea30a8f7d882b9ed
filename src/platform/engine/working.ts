import { LeasedRunner } from '@baton/projections';
import { PostgresViews } from '@baton/projections/postgres';
import { systemClock } from '../clock/clock.js';
import type { Cluster } from '../config/settings.js';
import { agreeWithOthers } from './agreement.js';
import type { Baton, OpenBaton } from './baton.js';
import { clusterSecrets, clusterStore } from './cluster-engine.js';
import { opening } from './closing.js';
import { runnerOver, streamsOver, toldIn } from './parts.js';

/** What a worker has opened. */
export interface Work {
  readonly baton: Baton & Required<Pick<Baton, 'runner'>>;
  /** Builds the views while this process has the lease; not started yet. */
  readonly views: LeasedRunner;
  /** Finishes the batch in hand, gives the lease back and lets go of the engines. Closing twice does nothing. */
  close(): Promise<void>;
}

/**
 * Opens the engines of a cluster to build its views whenever no other process does. Throws `StoreFailed` or
 * `ViewStoreFailed` with why they cannot be used, `StartupError` where the settings do not belong together.
 */
export function openWorker(options: OpenBaton, cluster: Cluster): Promise<Work> {
  const { clock = systemClock, log, dataFolder, telemetry } = options;
  return opening(toldIn(log), async (closing) => {
    const store = await clusterStore(cluster, options, closing);
    await agreeWithOthers(cluster, store);
    const kept = await PostgresViews.open({ connectionString: cluster.postgres });
    closing.later(() => kept.close());
    const runner = runnerOver(store, kept, options, true);
    const views = new LeasedRunner(runner, kept.lease, log);
    closing.later(() => views.stop());
    const close = (): Promise<void> => closing.close();
    const baton = {
      secrets: clusterSecrets(cluster, dataFolder),
      store,
      streams: streamsOver(store, telemetry),
      views: runner,
      runner,
      queries: kept.queries,
      clock,
      start: () => Promise.resolve(views.start()),
      catchUp: () => runner.catchUp(),
      close,
    };
    return { baton, views, close };
  });
}
