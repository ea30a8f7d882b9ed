import { streamOf, type Position } from '@baton/contracts';
import { comparePositions, type EventStore, type Filter, type Page, type StoredEvent } from '@baton/event-store';
import type { CaseFilter } from './case-filter.js';
import type { CaseEvent } from './concern.state.js';
import { textOf } from './feed-run.js';

/** What was stored before, as a reader reads it page by page. */
export interface Past {
  /** The page after a position, at most up to another. Throws `StoreFailed`. */
  page(after: Position | undefined, upTo?: Position): Promise<Page>;
}

type Store = Pick<EventStore, 'readAll' | 'readStream'>;

/** A page of a case ends when its events have so many characters, however few they are. */
const MAX_PAGE_SIZE = 1_000_000;

/**
 * The past that a filter asks for: of one case its own stream, of all cases the log.
 * @param pageSize how many events a page has at most
 */
export const pastOf = (store: Store, filter: CaseFilter, pageSize: number): Past =>
  filter.case === undefined
    ? new PastOfAll(store, filter, pageSize)
    : new PastOfOne(store, streamOf('case', filter.case), pageSize);

class PastOfAll implements Past {
  private readonly filter: Filter;

  constructor(
    private readonly store: Store,
    { types }: CaseFilter,
    private readonly limit: number,
  ) {
    this.filter = { kinds: ['case'], ...(types ? { types } : {}) };
  }

  page(after: Position | undefined, upTo?: Position): Promise<Page> {
    return this.store.readAll({ after, upTo, filter: this.filter, limit: this.limit });
  }
}

/** One case, read from its own stream: the rest of the log, however long, is not looked at. */
class PastOfOne implements Past {
  /** The revision to go on from; known once the first page was asked for. */
  private next: number | undefined;

  constructor(
    private readonly store: Store,
    private readonly stream: string,
    private readonly limit: number,
  ) {}

  async page(after: Position | undefined, upTo?: Position): Promise<Page> {
    this.next ??= after === undefined ? 0 : await this.firstAfter(after);
    const events: StoredEvent[] = [];
    let size = 0;
    for await (const event of this.store.readStream(this.stream, { from: this.next, limit: this.limit })) {
      if (upTo !== undefined && comparePositions(event.position, upTo) > 0) {
        return { events, position: upTo, atEnd: true };
      }
      events.push(event);
      this.next = event.revision + 1;
      size += textOf(event as CaseEvent).length;
      if (size >= MAX_PAGE_SIZE) break;
    }
    const atEnd = events.length < this.limit && size < MAX_PAGE_SIZE;
    const last = events.at(-1)?.position ?? after;
    return { events, position: atEnd ? (upTo ?? last) : last, atEnd };
  }

  /** The revision of the first event after a position, by halving: positions rise within a stream. */
  private async firstAfter(position: Position): Promise<number> {
    let low = 0;
    let high = (await this.revisionOf({ direction: 'backwards', limit: 1 }))?.revision ?? -1;
    while (low <= high) {
      const middle = Math.floor((low + high) / 2);
      const event = await this.revisionOf({ from: middle, to: middle });
      if (event && comparePositions(event.position, position) > 0) high = middle - 1;
      else low = middle + 1;
    }
    return low;
  }

  private async revisionOf(options: Parameters<Store['readStream']>[1]): Promise<StoredEvent | undefined> {
    for await (const event of this.store.readStream(this.stream, options)) return event;
    return undefined;
  }
}
