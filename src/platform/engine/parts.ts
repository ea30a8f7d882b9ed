import { Streams, type EventStore } from '@baton/event-store';
import { ProjectionRunner, type ViewStore } from '@baton/projections';
import { NO_SPANS } from '../telemetry/spans.js';
import type { Telemetry } from '../telemetry/telemetry.js';
import { watchedBatch } from '../telemetry/watched-batch.js';
import { watchedStore } from '../telemetry/watched-store.js';
import { WatchedStreams } from '../telemetry/watched-streams.js';
import type { OpenBaton } from './baton.js';

/** How long views may be late while commands keep coming and nobody waits for one: so the commands have the thread. */
const PAUSE_MS = 25;

/**
 * A worker that cannot read the log for so long, milliseconds, gives the lease to one that may: longer than a cluster takes
 * to elect another leader.
 */
const LOG_PATIENCE_MS = 15_000;

/** Tells the log of the views what failed while something was closed. */
export const toldIn =
  (log: OpenBaton['log']) =>
  (error: unknown, what: string): void =>
    log.error(`${what}: ${String(error)}`);

/** An engine as the service uses it: watched, where somebody watches. */
export const storeOver = (engine: EventStore, telemetry: Telemetry | undefined): EventStore =>
  telemetry ? watchedStore(engine, telemetry) : engine;

/** The streams of an engine. */
export const streamsOver = (store: EventStore, telemetry: Telemetry | undefined): Streams =>
  !telemetry || telemetry.spans === NO_SPANS ? new Streams(store) : new WatchedStreams(store, telemetry.spans);

/**
 * What builds the views of a log.
 * @param besideOthers whether processes of another version may be at work on them
 */
export function runnerOver(
  store: EventStore,
  views: ViewStore,
  options: OpenBaton,
  besideOthers = false,
): ProjectionRunner {
  const { projections, log, onProgress, telemetry, anew = false } = options;
  const spans = telemetry?.spans ?? NO_SPANS;
  return new ProjectionRunner({
    store,
    views,
    projections,
    logger: log,
    besideOthers,
    anew,
    ...(besideOthers ? { patienceMs: LOG_PATIENCE_MS } : {}),
    pauseMs: PAUSE_MS,
    ...(spans === NO_SPANS ? {} : { watchBatch: watchedBatch(spans) }),
    ...(onProgress === undefined ? {} : { onProgress }),
  });
}
