import type { HeldLease, Lease } from '@baton/projections';
import { PostgresViews } from '@baton/projections/postgres';
import { systemClock } from '../clock/clock.js';
import type { Cluster } from '../config/settings.js';
import { StartupError } from '../errors/startup-error.js';
import { agreeWithOthers } from './agreement.js';
import type { Baton, OpenBaton } from './baton.js';
import { clusterSecrets, clusterStore } from './cluster-engine.js';
import { opening } from './closing.js';
import { runnerOver, streamsOver, toldIn } from './parts.js';

/** A worker that was killed leaves the lease within so many milliseconds. */
const PATIENCE_MS = 10_000;

/**
 * Opens the engines of a cluster to build views in this process, for a command: no worker may be at it. Throws
 * `StartupError` `VIEWS_BUILT_BY_WORKER` where one is.
 */
export function openToBuild(options: OpenBaton, cluster: Cluster): Promise<Baton> {
  const { clock = systemClock, telemetry, log, dataFolder } = options;
  return opening(toldIn(log), async (closing) => {
    const store = await clusterStore(cluster, options, closing);
    await agreeWithOthers(cluster, store, options.anew);
    const kept = await PostgresViews.open({ connectionString: cluster.postgres });
    closing.later(() => kept.close());
    const held = await heldSoon(kept.lease);
    closing.later(() => held.giveBack());
    const runner = runnerOver(store, kept, options);
    closing.later(() => runner.stop());
    return {
      secrets: clusterSecrets(cluster, dataFolder),
      store,
      streams: streamsOver(store, telemetry),
      views: runner,
      runner,
      queries: kept.queries,
      clock,
      start: () => runner.start(),
      catchUp: () => runner.catchUp(),
      close: () => closing.close(),
    };
  });
}

async function heldSoon(lease: Lease): Promise<HeldLease> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  try {
    return await lease.take(patience);
  } catch (error) {
    if (!patience.aborted) throw error;
    throw new StartupError(
      'VIEWS_BUILT_BY_WORKER',
      'A worker builds the views, and only one process may at a time',
      'Stop the workers, run the command again, and start them afterwards; what is read meanwhile is as it was.',
      { cause: error },
    );
  }
}
