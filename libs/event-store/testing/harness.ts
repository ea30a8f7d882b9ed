import { randomUUID } from 'node:crypto';
import type { EventStore, Page, StoredEvent, Subscribe } from '../port.js';

/** What an engine lends to the contract suite. */
export interface Harness {
  /** A store to write to; others may have written to it before. */
  open(): Promise<EventStore>;
  /** Closes a store and opens the same events again; absent where an engine forgets with its process. */
  restart?(store: EventStore): Promise<EventStore>;
  /** Whether other streams can be checked within an append. */
  readonly supportsChecks: boolean;
  /** Whether a command or an event's id is known again in another stream than the one it was written to. */
  readonly indexesAcrossStreams: boolean;
  /** Frees everything that `open` and `restart` made. */
  dispose(): Promise<void>;
}

/** Runs a test on a store of a harness, and closes the store afterwards whatever came of it. */
export const withStore =
  (makeHarness: () => Harness, work: (store: EventStore, harness: Harness) => Promise<void>) =>
  async (): Promise<void> => {
    const harness = makeHarness();
    try {
      const store = await harness.open();
      try {
        await work(store, harness);
      } finally {
        await store.close();
      }
    } finally {
      await harness.dispose();
    }
  };

/** The name of a stream that nobody has written to. */
export const freshStream = (kind = 'case'): string => `${kind}-${randomUUID()}`;

/** All items of an iterable. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Every event after a position, page by page. */
export async function readOn(store: EventStore, after: string | undefined, limit = 100): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for (let position = after; ;) {
    const page = await store.readAll({ after: position, limit });
    events.push(...page.events);
    if (page.atEnd) return events;
    position = page.position;
  }
}

/** Follows a log until `enough` of what came, then ends the subscription. The pages are handed over one by one. */
export async function followUntil(
  store: Pick<EventStore, 'subscribe'>,
  options: Omit<Subscribe, 'signal'>,
  enough: (events: readonly StoredEvent[], page: Page) => boolean | Promise<boolean>,
): Promise<StoredEvent[]> {
  const ending = new AbortController();
  const events: StoredEvent[] = [];
  for await (const page of store.subscribe({ ...options, signal: ending.signal })) {
    events.push(...page.events);
    if (await enough(events, page)) ending.abort();
  }
  return events;
}
