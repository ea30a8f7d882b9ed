import { setTimeout as wait } from 'node:timers/promises';
import type { Position } from '@baton/contracts';
import type { EventStore } from '@baton/event-store';
import { WatchedViews } from '@baton/projections/postgres';
import { comparePlaces, earliest, ViewBehind, type Behind, type Views } from '@baton/projections';
import { systemClock } from '../clock/clock.js';
import type { Cluster } from '../config/settings.js';
import { StartupError } from '../errors/startup-error.js';
import { agreeWithOthers } from './agreement.js';
import type { Baton, OpenBaton } from './baton.js';
import { clusterSecrets, clusterStore } from './cluster-engine.js';
import { opening } from './closing.js';
import { streamsOver, toldIn } from './parts.js';
import { viewsReach } from './views-reach.js';

/** Another worker takes over within ten seconds: so long may views stand still, in looks of this length. */
const BETWEEN_LOOKS_MS = 300;

/**
 * Opens the engines of a cluster to write events and to read views, which workers build. Throws `StoreFailed` or
 * `ViewStoreFailed` with why they cannot be used, `StartupError` where the settings do not belong together.
 */
export function openDistributed(options: OpenBaton, cluster: Cluster): Promise<Baton> {
  const { clock = systemClock, telemetry, log, dataFolder, projections } = options;
  return opening(toldIn(log), async (closing) => {
    const store = await clusterStore(cluster, options, closing);
    await agreeWithOthers(cluster, store);
    const views = await WatchedViews.open({ connectionString: cluster.postgres, projections, log: store });
    closing.later(() => views.close());
    return {
      secrets: clusterSecrets(cluster, dataFolder),
      store,
      streams: streamsOver(store, telemetry),
      views,
      queries: views.queries,
      clock,
      start: () => Promise.resolve(),
      catchUp: () => caughtUp(store, views),
      close: () => closing.close(),
    };
  });
}

/** Waits until the views hold every event there is now, for as long as they move. Throws `ViewBehind`. */
async function caughtUp(store: EventStore, views: Views): Promise<void> {
  const wanted = await lastEvent(store, earliest(views.states().map(({ position }) => position)));
  if (wanted === undefined) return;
  const behind = (): Behind[] =>
    views
      .states()
      .filter(({ position }) => comparePlaces(position, wanted) < 0)
      .map(({ name: view, position }) => ({ view, position }));
  try {
    await viewsReach(wanted, { behind: () => Promise.resolve(behind()) }, [], () => wait(BETWEEN_LOOKS_MS));
  } catch (error) {
    throw error instanceof ViewBehind ? unbuilt(error) : error;
  }
}

const unbuilt = (cause: ViewBehind): StartupError =>
  new StartupError(
    cause.code,
    `the views do not hold all events yet (${cause.behind.map(({ view }) => view).join(', ')}): nobody builds them`,
    'See that a worker runs (baton worker), and what its /health/ready says.',
    { cause },
  );

/** Where the last event stands, of those after a place: the engine keeps events of others too, which no view holds. */
async function lastEvent(store: EventStore, from: Position | undefined): Promise<Position | undefined> {
  let last: Position | undefined;
  for (let after = from; ;) {
    const page = await store.readAll({ after, limit: 1000 });
    last = page.events.at(-1)?.position ?? last;
    if (page.atEnd) return last;
    after = page.position;
  }
}
