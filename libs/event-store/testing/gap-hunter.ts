import { setImmediate as nextTurn } from 'node:timers/promises';
import { comparePositions } from '../positions.js';
import type { EventStore, StoredEvent } from '../port.js';
import { followUntil, freshStream } from './harness.js';
import { appendOptions, newEvent } from './samples.js';

/** The parts of a store that the hunter needs. */
export type Huntable = Pick<EventStore, 'append' | 'readAll' | 'subscribe' | 'head'>;

/** What the hunter saw: each list is of event ids. */
export interface Catch {
  /** Acknowledged, and never seen by a reader that went on from position to position. */
  readonly lost: readonly string[];
  /** Seen twice, or after a later position had been seen. */
  readonly disordered: readonly string[];
}

/**
 * Hunts the gap: many writers append while a subscriber and a reader go through the log from its present end, each
 * going on from the last position it saw. A store that lets a later position be seen before an earlier one loses
 * events to both of them.
 */
export async function huntGaps(store: Huntable, writers = 32, appendsEach = 8): Promise<Catch> {
  const start = await store.head();
  const acknowledged = new Set<string>();
  const lastOnes = new Set<string>();
  const written = Promise.all(Array.from({ length: writers }, () => write(store, appendsEach, acknowledged))).then(() =>
    // One more each when all is written: it ends the hunt, and whoever sees it has passed everything before.
    write(store, 1, lastOnes),
  );
  const over = (events: readonly StoredEvent[]) => lastOnes.size > 0 && [...lastOnes].every((id) => has(events, id));
  const [followed, polled] = await Promise.all([
    followUntil(store, { after: start, pageSize: 10 }, over),
    poll(store, start, over),
    written,
  ]);
  const lost = [...acknowledged].filter((id) => !has(followed, id) || !has(polled, id));
  return { lost, disordered: [...disorder(followed), ...disorder(polled)] };
}

async function write(store: Huntable, count: number, acknowledged: Set<string>): Promise<void> {
  const stream = freshStream();
  for (let index = 0; index < count; index++) {
    const events = Array.from({ length: 1 + (index % 3) }, () => newEvent('Hunted', { index }));
    await store.append(stream, events, appendOptions('any'));
    for (const { id } of events) acknowledged.add(id);
  }
}

async function poll(
  store: Huntable,
  start: string | undefined,
  over: (events: readonly StoredEvent[]) => boolean,
): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for (let after = start; !over(events);) {
    const page = await store.readAll({ after, limit: 10 });
    events.push(...page.events);
    after = page.position;
    await nextTurn();
  }
  return events;
}

const has = (events: readonly StoredEvent[], id: string): boolean => events.some((event) => event.id === id);

function disorder(events: readonly StoredEvent[]): string[] {
  return events
    .filter((event, index) => {
      const before = events[index - 1];
      return before !== undefined && comparePositions(before.position, event.position) >= 0;
    })
    .map(({ id }) => id);
}
