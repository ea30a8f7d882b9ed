import type { EventStore } from '@baton/event-store';
import { LeasedRunner } from '@baton/projections';
import { PostgresViews } from '@baton/projections/postgres';
import { systemClock, type Clock } from '../clock/clock.js';
import type { Cluster } from '../config/settings.js';
import { agreeWithOthers } from './agreement.js';
import type { OpenBaton } from './baton.js';
import { clusterStore } from './cluster-engine.js';
import { opening } from './closing.js';
import { runnerOver, toldIn } from './parts.js';

/** What a worker has opened. */
export interface Work {
  readonly store: EventStore;
  /** Builds the views while this process has the lease; not started yet. */
  readonly views: LeasedRunner;
  readonly clock: Clock;
  /** Finishes the batch in hand, gives the lease back and lets go of the engines. Closing twice does nothing. */
  close(): Promise<void>;
}

/**
 * Opens the engines of a cluster to build its views whenever no other process does. Throws `StoreFailed` or
 * `ViewStoreFailed` with why they cannot be used, `StartupError` where the settings do not belong together.
 */
export function openWorker(options: OpenBaton, cluster: Cluster): Promise<Work> {
  const { clock = systemClock, log } = options;
  return opening(toldIn(log), async (closing) => {
    const store = await clusterStore(cluster, options, closing);
    await agreeWithOthers(cluster, store);
    const kept = await PostgresViews.open({ connectionString: cluster.postgres });
    closing.later(() => kept.close());
    const views = new LeasedRunner(runnerOver(store, kept, options, true), kept.lease, log);
    closing.later(() => views.stop());
    return { store, views, clock, close: () => closing.close() };
  });
}
