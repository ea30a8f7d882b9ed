import type { EventStore, ReadAll, StoredEvent } from './port.js';

/** Events looked at together where the log does not begin with one that is wanted. */
const PAGE = 500;

/**
 * The first event of the log, or the first after a position, that a filter lets through; undefined where there is none.
 * Looks on past pages without any: a filter is one reason for them, an engine that keeps events of others another.
 */
export async function firstEvent(
  log: Pick<EventStore, 'readAll'>,
  wanted: Pick<ReadAll, 'after' | 'filter'> = {},
): Promise<StoredEvent | undefined> {
  let { after } = wanted;
  for (let limit = 1; ; limit = PAGE) {
    const page = await log.readAll({ ...wanted, after, limit });
    if (page.events[0] || page.atEnd) return page.events[0];
    after = page.position;
  }
}
