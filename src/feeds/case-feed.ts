import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Position } from '@baton/contracts';
import { comparePositions, type EventStore, type Page } from '@baton/event-store';
import { systemClock, wakeAt, type Clock } from '../platform/clock/clock.js';
import { mayPick, type CaseFilter } from './case-filter.js';
import type { CaseEvent } from './concern.state.js';
import { ConcernStates } from './concern-states.js';
import { FeedBuffer, type BufferLimits, type EndOfFeed } from './feed-buffer.js';
import { partsOf, runOf, type FeedRun } from './feed-run.js';
import { OneRead } from './one-read.js';
import { pastOf } from './past.js';
import { ReaderPlaces } from './reader-places.js';

/** The end of a feed; `position` is from where to go on: after the last event handed over. */
export interface CutOff {
  readonly kind: 'cut-off';
  readonly why: EndOfFeed;
  readonly position: Position | undefined;
}

/**
 * What a reader gets, in this order: events, those that were there together in runs, once that it has caught up, events,
 * and at most one end.
 */
export type FeedMessage = { readonly kind: 'run'; readonly run: FeedRun } | CaughtUp | CutOff;

interface CaughtUp {
  readonly kind: 'caught-up';
  readonly position: Position | undefined;
}

export interface FollowCases {
  /** Only events after this position; from the beginning when undefined. For "from now on" give the log's head. */
  readonly after: Position | undefined;
  readonly filter: CaseFilter;
  /** The instant from which the reader gets nothing more, UTC ISO 8601: the end of its token. Never when undefined. */
  readonly until?: string;
  /** Ends it without a word. */
  readonly signal: AbortSignal;
}

export interface CaseFeedOptions {
  /** How many live events may wait for a reader before it is cut off; 1,000 unless told. */
  readonly bufferSize?: number;
  /** How many characters of them; 4 million unless told. */
  readonly bufferCharacters?: number;
  /** How many events are read at once while a reader catches up; 200 unless told. */
  readonly pageSize?: number;
  /** How many may follow at the same time; 5,000 unless told. */
  readonly readersMax?: number;
  /** How many of them may be of one agent; 100 unless told. */
  readonly readersOfAgent?: number;
}

/** The events of cases from any position, then live: without a gap, without a double, one read of the log for all. */
export class CaseFeed {
  private readonly concerns: ConcernStates;
  private readonly shared: OneRead;
  private readonly limits: BufferLimits;
  private readonly pageSize: number;
  /** Everybody who follows, live or still catching up. */
  private readonly following = new Set<FeedBuffer>();
  private stopped = false;
  private readonly places: ReaderPlaces;

  constructor(
    private readonly store: Pick<EventStore, 'head' | 'readAll' | 'readStream' | 'subscribe'>,
    options: CaseFeedOptions = {},
    private readonly clock: Clock = systemClock,
  ) {
    this.concerns = new ConcernStates(store);
    this.shared = new OneRead(store, this.concerns);
    this.limits = { events: options.bufferSize ?? 1000, size: options.bufferCharacters ?? 4_000_000 };
    this.pageSize = options.pageSize ?? 200;
    this.places = new ReaderPlaces(options.readersMax ?? 5000, options.readersOfAgent ?? 100);
  }

  /** How many follow, live or still catching up. */
  get readers(): number {
    return this.following.size;
  }

  /**
   * Takes a place for a reader, to be given back once it follows no more. Throws `TOO_MANY_READERS`.
   * @returns how to give it back
   */
  reserve(agent: string): () => void {
    return this.places.take(agent);
  }

  /**
   * Follows the log. A reader catches up at its own pace, from pages of its own; having seen the end of the log it joins
   * the shared read, and what was stored in between is read up to the point where it joined. A failure of the store is
   * the end that it is told of, as is the end of its token and of the service.
   */
  async *follow(wanted: FollowCases): AsyncGenerator<FeedMessage, void, undefined> {
    const { filter, until, signal } = wanted;
    const buffer = new FeedBuffer(this.limits, signal);
    const callOff = until && wakeAt(this.clock, until, () => buffer.end({ kind: 'token-expired' }));
    this.following.add(buffer);
    if (this.stopped) buffer.end({ kind: 'stopping' });
    let position = wanted.after;
    try {
      for await (const message of this.unended(wanted, buffer)) {
        this.expire(wanted, buffer);
        if (signal.aborted || (buffer.ended && buffer.ended.kind !== 'too-slow')) break;
        position = message.kind === 'run' ? message.run.events.at(-1)?.position : message.position;
        yield message;
      }
      if (!signal.aborted && buffer.ended) yield { kind: 'cut-off', why: buffer.ended, position };
    } finally {
      if (callOff) callOff();
      this.following.delete(buffer);
      this.shared.leave(buffer, filter);
    }
  }

  /** Tells every reader that the service stops, and from where to go on; reads no more. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const buffer of this.following) buffer.end({ kind: 'stopping' });
    await this.shared.stop();
  }

  /** What the reader gets until something ends it: it then says nothing more, and the buffer says why. */
  private async *unended(
    { after, filter, signal }: FollowCases,
    buffer: FeedBuffer,
  ): AsyncGenerator<FeedMessage & { kind: 'run' | 'caught-up' }, void, undefined> {
    const past = pastOf(this.store, filter, this.pageSize);
    const over = (): boolean => signal.aborted || buffer.ended !== undefined;
    let position = after;
    try {
      await this.shared.begun();
      let page: Page;
      let joinedAt: Position | undefined;
      do {
        page = await past.page(position);
        // Nothing is awaited between the end of the log and joining, so at most the last moment is missing.
        if (page.atEnd) joinedAt = this.shared.join(buffer, filter);
        yield* this.picked(page, filter);
        position = page.position;
        await nextTurn();
      } while (!page.atEnd && !over());
      while (isBefore(position, joinedAt) && !over()) {
        page = await past.page(position, joinedAt);
        yield* this.picked(page, filter);
        position = page.atEnd ? joinedAt : page.position;
      }
      if (over()) return;
      yield { kind: 'caught-up', position };
      yield* live(buffer, position);
    } catch (error) {
      buffer.end({ kind: 'failed', error });
    }
  }

  /** The events of a page that the filter picks. */
  private async *picked(page: Page, filter: CaseFilter): AsyncGenerator<{ kind: 'run'; run: FeedRun }, void> {
    const events: CaseEvent[] = [];
    for (const event of page.events as readonly CaseEvent[]) {
      if (!mayPick(filter, event)) continue;
      if (filter.department !== undefined && !(await this.concerns.departments(event)).has(filter.department)) continue;
      events.push(event);
    }
    if (events.length === 0) return;
    for (const run of partsOf(runOf(events))) yield { kind: 'run', run };
  }

  /** Ends a reader whose time has come by the clock, should the alarm be late. */
  private expire({ until }: FollowCases, buffer: FeedBuffer): void {
    if (until !== undefined && this.clock.now() >= until) buffer.end({ kind: 'token-expired' });
  }
}

/** What the shared read tells, but for what was read before joining it. */
async function* live(
  buffer: FeedBuffer,
  from: Position | undefined,
): AsyncGenerator<{ kind: 'run'; run: FeedRun }, void> {
  let seen = from;
  for (;;) {
    const next = await buffer.take();
    if (next === undefined || 'kind' in next) return;
    const fresh = isBefore(seen, next.events[0]?.position) ? next : after(seen, next);
    if (fresh.events.length === 0) continue;
    seen = fresh.events.at(-1)?.position;
    for (const run of partsOf(fresh)) yield { kind: 'run', run };
  }
}

const after = (seen: Position | undefined, { events }: FeedRun): FeedRun =>
  runOf(events.filter(({ position }) => isBefore(seen, position)));

/** Whether a position comes before another; the beginning comes before all. */
const isBefore = (position: Position | undefined, other: Position | undefined): boolean =>
  other !== undefined && (position === undefined || comparePositions(position, other) < 0);
