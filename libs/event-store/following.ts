import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Arrivals } from './arrivals.js';
import type { EventStore, Page, Subscribe } from './port.js';

/**
 * The log from a position on, then live. The consumer pulls: a page is read only when the one before was taken, so
 * a slow consumer holds one page in memory and skips nothing.
 */
export async function* follow(
  store: Pick<EventStore, 'readAll'>,
  arrivals: Arrivals,
  { after, filter, signal, pageSize = 1000 }: Subscribe,
): AsyncGenerator<Page, void, undefined> {
  if (!(Number.isInteger(pageSize) && pageSize >= 1 && pageSize <= 10_000)) {
    throw new RangeError(`a page has 1 to 10,000 events, not ${pageSize}`);
  }
  let position = after;
  while (!signal.aborted) {
    const seen = arrivals.count;
    const page = await store.readAll({ after: position, filter, limit: pageSize });
    if (signal.aborted) return;
    if (page.position !== position) {
      position = page.position;
      yield page;
    }
    if (page.atEnd) await arrivals.since(seen, signal);
    else await nextTurn();
  }
}
