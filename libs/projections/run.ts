import { setImmediate as nextTurn } from 'node:timers/promises';
import type { StoredEvent } from '@baton/event-store';
import type { Breath } from './breath.js';
import type { Moving, View } from './catalogue.js';
import { Convoy, type Log, type OnMoved, type WatchBatch } from './convoy.js';
import { failureOf, ProjectionsStopped } from './errors.js';
import type { Place } from './places.js';
import type { Projection, ViewFailure } from './port.js';
import type { OnProgress } from './progress.js';
import type { ViewStore } from './view-store.js';
import type { Timer } from './waiting.js';

/** Where a runner says what a person should know; personal data is never said. */
export interface RunnerLog {
  warn(message: string): void;
  error(message: string): void;
}

export interface RunnerOptions {
  /** The log to fold. */
  readonly store: Log;
  /** Where the rows are kept. */
  readonly views: ViewStore;
  readonly projections: readonly Projection[];
  /** Told after every batch on the way to the end of the log, and once there. */
  readonly onProgress?: OnProgress;
  readonly logger?: RunnerLog;
  /** Told of every batch of events; does the work it is handed. */
  readonly watchBatch?: WatchBatch;
  /** Most events of one batch, 1 to 10,000; 2,000 unless told. */
  readonly pageSize?: number;
  readonly timer?: Timer;
  /**
   * Whether processes of other versions may be at work on the same views: then those that are newer than `projections` are
   * refused (`VIEWS_NEWER`), and those that are not among them are left. Otherwise what is there is made what they say.
   */
  readonly besideOthers?: boolean;
  /** Whether views of events that are no longer in the log are dropped and built anew; they are refused unless told. */
  readonly anew?: boolean;
  /** How long to go on while the log does not answer, milliseconds; for as long as that takes unless told. */
  readonly patienceMs?: number;
  /** How long to let the log grow between two batches while many write and nobody waits, milliseconds; 0 unless told. */
  readonly pauseMs?: number;
}

/** Events of a batch: enough for rows to be written once for many events, few enough not to hold up who asks meanwhile. */
const PAGE = 2000;

/** Events that show that many write at once: more than one command tells. What one writes alone is in the views at once. */
const MANY = 8;

/** What a run tells the runner. */
export interface RunHooks {
  readonly onMoved: OnMoved;
  /** The log was seen to end there. */
  readonly onHead: (head: Place) => void;
  /** The run has failed and is over. */
  readonly onFailed: () => void;
}

/** One run of the projections: from taking up the views until it is stopped or fails. */
export class Run {
  /** Absent until the views are taken up. */
  convoy: Convoy | undefined;
  /** Why it is over, where it was not stopped. */
  failure: ViewFailure | undefined;
  private readonly ending = new AbortController();
  /** Resolves once it was stopped or has failed. */
  readonly ended = new Promise<void>((resolve) => {
    this.ending.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  private readonly work: Promise<unknown>[] = [];
  private turn: Promise<unknown> = Promise.resolve();
  private leading = false;

  constructor(
    private readonly options: RunnerOptions,
    private readonly hooks: RunHooks,
    private readonly breath: Breath,
  ) {}

  /** Whether it was stopped or has failed. */
  get over(): boolean {
    return this.ending.signal.aborted;
  }

  /** Takes up the views. */
  open(): Promise<void> {
    const { store: log, views: store, projections, pageSize = PAGE, watchBatch, besideOthers, anew } = this.options;
    return this.doing(async () => {
      if (this.over) throw new ProjectionsStopped('The projections were stopped before they ran');
      this.hooks.onHead(await log.head());
      this.convoy = await Convoy.open(
        { log, store, projections, pageSize, watchBatch, besideOthers, anew },
        this.hooks.onMoved,
        this.setAside,
      );
    });
  }

  /** Follows the log, and leads those behind up to the others, until the end of the run. */
  follow(): void {
    this.inBackground(() => this.followTheLog());
    this.leadThoseBehind();
  }

  /** Takes all views to the end of the log. */
  toTheEnd(): Promise<void> {
    return this.doing(async () => {
      const convoy = this.opened();
      while (!this.over && convoy.stretched) await this.inTurn(() => convoy.lead());
      let atEnd = convoy.types.length === 0;
      while (!this.over && !atEnd) atEnd = (await this.inTurn(() => convoy.takeNext())) ?? false;
    });
  }

  /** Starts to build a view anew, beside what is read; undefined where the run is over before. */
  startBeside(view: View): Promise<Moving | undefined> {
    return this.doing(async () => {
      const build = await this.inTurn(() => this.opened().startBeside(view));
      this.leadThoseBehind();
      return build;
    });
  }

  /** Finishes the batch in hand and ends. */
  async stop(): Promise<void> {
    this.ending.abort();
    await Promise.allSettled(this.work);
  }

  private async followTheLog(): Promise<void> {
    const convoy = this.opened();
    const { types } = convoy;
    if (types.length === 0) return;
    const { store, pageSize = PAGE, patienceMs: patience } = this.options;
    const { signal } = this.ending;
    const wanted = { after: convoy.front, filter: { types }, signal, pageSize, patience };
    for await (const page of store.subscribe(wanted)) {
      await this.inTurn(() => convoy.take(page));
      if (page.atEnd && page.events.length >= MANY) await this.breath.take(signal);
      if (signal.aborted) return;
    }
    if (!signal.aborted) throw new Error('The log has ended its subscription');
  }

  private leadThoseBehind(): void {
    if (this.leading) return;
    this.leading = true;
    this.inBackground(async () => {
      const convoy = this.opened();
      while (!this.over && convoy.stretched) await this.inTurn(() => convoy.lead());
      this.leading = false;
    });
  }

  private opened(): Convoy {
    if (this.convoy) return this.convoy;
    throw new ProjectionsStopped('The views were not taken up');
  }

  /** One after the other, each in a turn of its own, so that the process answers in between; nothing once it is over. */
  private inTurn<T>(work: () => Promise<T>): Promise<T | undefined> {
    const result = this.turn.then(async () => {
      await nextTurn();
      return this.over ? undefined : work();
    });
    this.turn = result.catch(() => undefined);
    return result;
  }

  /** Work that ends the run when it fails; a stop waits for it. */
  private doing<T>(work: () => Promise<T>): Promise<T> {
    const done = work().catch((error: unknown) => {
      this.fail(error);
      throw error;
    });
    this.work.push(done);
    return done;
  }

  private inBackground(work: () => Promise<void>): void {
    // `fail` has said what there was to say.
    this.doing(work).catch(() => undefined);
  }

  private fail(error: unknown): void {
    if (this.failure || (this.over && (error as Error).name === 'AbortError')) return;
    this.failure = failureOf(error);
    this.ending.abort();
    this.options.logger?.error(`The views have stopped. ${this.failure.code}: ${this.failure.message}`);
    this.hooks.onFailed();
  }

  private readonly setAside = (projection: string, { id, type, stream, position }: StoredEvent): void => {
    this.options.logger?.warn(
      `${projection} could not take ${type} ${id} of ${stream} at ${position}: it is set aside, and ${stream} is ` +
        'stale in this view until the fold is mended and the view rebuilt',
    );
  };
}
