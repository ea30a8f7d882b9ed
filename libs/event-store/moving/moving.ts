import type { EventStore } from '../port.js';
import type { StoredLog } from '../stored-log.js';

/** What is done, in this order: what is there is looked at, the source is copied, and what is there is verified. */
export type MoveStep = 'look' | 'copy' | 'verify';

export interface Moving {
  readonly source: StoredLog;
  readonly target: {
    readonly store: EventStore;
    /** The same events, to be verified. */
    readonly log: StoredLog;
  };
  /**
   * How many appends may be under way at once, 1 to 1,000. With one, the order of the whole log is kept on any engine; with more, on
   * those that store in the order in which they are asked, while others keep the order within each stream, and of events
   * that are as many appends apart.
   */
  readonly atOnce: number;
  /** Copies what is there now, to be finished by another run, since the source is still written to. */
  readonly ahead?: boolean;
  /** Stops it, with what was copied so far. */
  readonly signal?: AbortSignal;
  /** Is told how far a step is, 0 to 1, and how many events were looked at in it. */
  readonly onProgress?: (step: MoveStep, share: number, events: number) => void;
}

/** What moving did. */
export interface Moved {
  /** Events and streams of the source. */
  readonly events: number;
  readonly streams: number;
  /** Events that the target had not. */
  readonly written: number;
  /** The root of both, as each was verified to the end; absent where it was copied ahead. */
  readonly root?: string;
}
