import {
  comparePositions,
  type Filter,
  type Page,
  type ReadAll,
  type ReadStream,
  type StoredEvent,
  type Subscribe,
} from '@baton/event-store';
import type { Position } from '@baton/contracts';
import type { Log } from '../convoy.js';

/** A log of events at hand, in the order of their positions, for specs of what reads logs. */
export class ArrayLog implements Log {
  private readonly events: StoredEvent[] = [];
  /** The last revision of each stream. */
  private readonly ends = new Map<string, number>();
  private wake: (() => void)[] = [];

  constructor(events: readonly StoredEvent[] = []) {
    this.add(events);
  }

  /** What the log holds. */
  get all(): readonly StoredEvent[] {
    return this.events;
  }

  /** Adds events at its end. Their positions go on from those before, and so do the revisions of each stream. */
  add(events: readonly StoredEvent[]): void {
    for (const event of events) {
      const last = this.events.at(-1);
      if (last && comparePositions(last.position, event.position) >= 0) {
        throw new Error(`${event.position} does not come after ${last.position}`);
      }
      const revision = Math.max(event.revision, (this.ends.get(event.stream) ?? -1) + 1);
      this.ends.set(event.stream, revision);
      this.events.push(revision === event.revision ? event : { ...event, revision });
    }
    const { wake } = this;
    this.wake = [];
    for (const each of wake) each();
  }

  readAll({ after, upTo, filter, limit }: ReadAll): Promise<Page> {
    const end = this.countUpTo(upTo);
    const events: StoredEvent[] = [];
    let place = after === undefined ? 0 : this.countUpTo(after);
    for (; place < end && events.length < limit; place++) {
      const event = this.events[place];
      if (event && fits(event, filter)) events.push(event);
    }
    const position = place === 0 ? after : this.events[place - 1]?.position;
    return Promise.resolve({ events, position, atEnd: place >= end });
  }

  async *readStream(stream: string, { from = 0, limit = Infinity }: ReadStream = {}): AsyncGenerator<StoredEvent> {
    const found = this.events.filter((event) => event.stream === stream && event.revision >= from);
    yield* await Promise.resolve(found.slice(0, limit));
  }

  async *subscribe({ after, filter, signal, pageSize = 1000 }: Subscribe): AsyncGenerator<Page, void, undefined> {
    let position = after;
    while (!signal.aborted) {
      const added = new Promise<void>((resolve) => {
        this.wake.push(resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      const page = await this.readAll({ after: position, filter, limit: pageSize });
      if (page.position !== position) yield page;
      position = page.position;
      if (page.atEnd) await added;
    }
  }

  head(): Promise<Position | undefined> {
    return Promise.resolve(this.events.at(-1)?.position);
  }

  /** How many events stand at or before a position. */
  private countUpTo(position: Position | undefined): number {
    if (position === undefined) return this.events.length;
    let low = 0;
    let high = this.events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (comparePositions(this.events[middle]?.position ?? '0', position) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const fits = ({ type, stream }: StoredEvent, filter: Filter | undefined): boolean =>
  (filter?.types?.includes(type) ?? true) && (filter?.kinds?.includes(stream.slice(0, stream.indexOf('-'))) ?? true);
