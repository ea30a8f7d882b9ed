import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Position } from '@baton/contracts';
import { comparePositions, type EventStore, type Page } from '@baton/event-store';
import { mayPick, picks, storeFilter, type CaseFilter } from './case-filter.js';
import type { CaseEvent } from './concern.state.js';
import { ConcernStates } from './concern-states.js';
import { FeedBuffer, type EndOfFeed } from './feed-buffer.js';
import { OneRead, type Listener } from './one-read.js';

/** What a reader of the feed gets, in this order: events, once that it has caught up, events, and at most one end. */
export type FeedMessage =
  | { readonly kind: 'event'; readonly event: CaseEvent }
  | { readonly kind: 'caught-up'; readonly position: Position | undefined }
  /** The end; `position` is from where to go on: after the last event handed over. */
  | { readonly kind: 'cut-off'; readonly why: EndOfFeed; readonly position: Position | undefined };

export interface FollowCases {
  /** Only events after this position; from the beginning when undefined. For "from now on" give the log's head. */
  readonly after: Position | undefined;
  readonly filter: CaseFilter;
  /** Ends it without a word. */
  readonly signal: AbortSignal;
}

export interface CaseFeedOptions {
  /** How many live events may wait for a reader before it is cut off; 1,000 unless told. */
  readonly bufferSize?: number;
  /** How many events are read at once while a reader catches up; 500 unless told. */
  readonly pageSize?: number;
}

/** The events of cases from any position, then live: without a gap, without a double, one read of the log for all. */
export class CaseFeed {
  private readonly concerns: ConcernStates;
  private readonly shared: OneRead;
  private readonly bufferSize: number;
  private readonly pageSize: number;

  constructor(
    private readonly store: Pick<EventStore, 'head' | 'readAll' | 'readStream' | 'subscribe'>,
    { bufferSize = 1000, pageSize = 500 }: CaseFeedOptions = {},
  ) {
    this.concerns = new ConcernStates(store);
    this.shared = new OneRead(store, this.concerns);
    this.bufferSize = bufferSize;
    this.pageSize = pageSize;
  }

  /** How many readers follow live. */
  get readers(): number {
    return this.shared.listening;
  }

  /**
   * Follows the log. A reader catches up at his own pace, from pages of his own; having seen the end of the log he joins
   * the shared read, and what was stored in between is read up to the point where he joined. Throws `StoreFailed` while
   * catching up; later a failure is the end that he is told of.
   */
  async *follow({ after, filter, signal }: FollowCases): AsyncGenerator<FeedMessage, void, undefined> {
    const buffer = new FeedBuffer(this.bufferSize);
    const listener = listenerFor(filter, buffer);
    let position = after;
    try {
      await this.shared.begun();
      let page: Page;
      let joinedAt: Position | undefined;
      do {
        page = await this.store.readAll({ after: position, filter: storeFilter(filter), limit: this.pageSize });
        // Nothing is awaited between the end of the log and joining, so at most the last moment is missing.
        if (page.atEnd) joinedAt = this.shared.join(listener);
        yield* this.picked(page, filter, signal);
        position = page.position;
        await nextTurn();
      } while (!page.atEnd && !signal.aborted);
      while (isBefore(position, joinedAt) && !signal.aborted) {
        const missing = { after: position, upTo: joinedAt, filter: storeFilter(filter), limit: this.pageSize };
        page = await this.store.readAll(missing);
        yield* this.picked(page, filter, signal);
        position = page.atEnd ? joinedAt : page.position;
      }
      if (signal.aborted) return;
      yield { kind: 'caught-up', position };
      yield* live(buffer, position, signal);
    } finally {
      this.shared.leave(listener);
    }
  }

  /** Tells every live reader that the service stops, and from where to go on; reads no more. */
  stop(): Promise<void> {
    return this.shared.stop();
  }

  private async *picked(page: Page, filter: CaseFilter, signal: AbortSignal): AsyncGenerator<FeedMessage, void> {
    for (const event of page.events as readonly CaseEvent[]) {
      if (signal.aborted) return;
      if (!mayPick(filter, event)) continue;
      if (filter.department !== undefined && !(await this.concerns.departments(event)).has(filter.department)) continue;
      yield { kind: 'event', event };
    }
  }
}

const listenerFor = (filter: CaseFilter, buffer: FeedBuffer): Listener => ({
  hear: (event, departments) => {
    if (picks(filter, event, departments)) buffer.push(event);
  },
  end: (why) => buffer.end(why),
});

/** What the shared read tells, but for what was read before joining it. */
async function* live(
  buffer: FeedBuffer,
  from: Position | undefined,
  signal: AbortSignal,
): AsyncGenerator<FeedMessage, void> {
  let position = from;
  for (;;) {
    const next = await buffer.take(signal);
    if (next === undefined) return;
    if ('kind' in next) {
      yield { kind: 'cut-off', why: next, position };
      return;
    }
    if (!isBefore(position, next.position)) continue;
    position = next.position;
    yield { kind: 'event', event: next };
  }
}

/** Whether a position comes before another; the beginning comes before all. */
const isBefore = (position: Position | undefined, other: Position | undefined): boolean =>
  other !== undefined && (position === undefined || comparePositions(position, other) < 0);
