import type { EventStore, Streams } from '@baton/event-store';
import type { OnProgress, Projection, ProjectionRunner, RunnerLog, ViewQueries } from '@baton/projections';
import type { Clock } from '../clock/clock.js';
import type { Secrets } from '../data-folder/data-folder.js';
import type { Telemetry } from '../telemetry/telemetry.js';

/** Everything behind the door, opened: the events, the views, the secrets. */
export interface Baton {
  /** The folder with the events and the views of this process. */
  readonly dataFolder: string;
  readonly secrets: Secrets;
  readonly store: EventStore;
  readonly streams: Streams;
  /** Not started yet. */
  readonly runner: ProjectionRunner;
  readonly queries: ViewQueries;
  readonly clock: Clock;
  /** Stops the views, finishes what was accepted and lets go of the engine. Closing twice does nothing. */
  close(): Promise<void>;
}

/** What an engine is opened with. */
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
