import type { EventStore, Streams } from '@baton/event-store';
import type { OnProgress, Projection, ProjectionRunner, RunnerLog, ViewQueries, Views } from '@baton/projections';
import type { Clock } from '../clock/clock.js';
import type { Cluster } from '../config/settings.js';
import type { Secrets } from '../data-folder/data-folder.js';
import type { Telemetry } from '../telemetry/telemetry.js';

/** Everything behind the door, opened: the events, the views, the secrets. */
export interface Baton {
  /** The folder with the events and the views of this process; absent where it shares them with others. */
  readonly dataFolder?: string;
  readonly secrets: Secrets;
  readonly store: EventStore;
  readonly streams: Streams;
  /** How far the views are, whoever builds them. */
  readonly views: Views;
  /** Builds the views, where this process does. */
  readonly runner?: ProjectionRunner;
  readonly queries: ViewQueries;
  readonly clock: Clock;
  /** Begins to build the views, where this process does. */
  start(): Promise<void>;
  /** Resolves once the views hold all that is stored now. */
  catchUp(): Promise<void>;
  /** Stops the views, finishes what was accepted and lets go of the engine. Closing twice does nothing. */
  close(): Promise<void>;
}

/** What an engine is opened with. */
export interface OpenBaton {
  readonly dataFolder: string;
  /** The engines that several processes share: instead of those in the data folder. */
  readonly cluster?: Cluster | undefined;
  /** Whether this process builds the views, also of a cluster, where a worker does that else. */
  readonly builds?: boolean;
  /** Whether views of events that are no longer in the log are dropped and built anew; they are refused unless told. */
  readonly anew?: boolean;
  readonly projections: readonly Projection[];
  /** What the views have to say. */
  readonly log: RunnerLog;
  readonly clock?: Clock;
  readonly onProgress?: OnProgress;
  /** How the service is watched; nothing is counted without it. */
  readonly telemetry?: Telemetry;
}
