import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Page, StoredEvent } from '../port.js';
import { appendOptions, collect, followUntil, freshStream, newEvent, readOn } from '../testing/index.js';
import { verifyLog } from '../verification.js';
import { EventStoreDbEventStore, EventStoreDbStoredLog } from './index.js';
import { sizeOf, type ReadEvent } from './stored-form.js';
import { EventStoreDouble } from './testing/event-store-double.js';
import { MOST_BYTES } from './waiting.js';

const TEXT = 'x'.repeat(250_000);
/** What all of them hold is more than two answers may. */
const COUNT = 80;

const places = (events: readonly StoredEvent[]) => events.map(({ stream, revision }) => `${stream} ${revision}`);
const size = (events: readonly StoredEvent[]) =>
  events.reduce((sum, event) => sum + sizeOf(event as unknown as ReadEvent), 0);

describe('a log of large events', () => {
  const streams = [freshStream(), freshStream('customer')] as const;
  const written: string[] = [];
  let double: EventStoreDouble;
  let store: EventStoreDbEventStore;

  beforeAll(async () => {
    double = await EventStoreDouble.start();
    store = await EventStoreDbEventStore.open({ connectionString: double.connectionString });
    for (let index = 0; index < COUNT; index += 2) {
      const stream = streams[index % 4 === 0 ? 0 : 1];
      const events = [newEvent('Large', { index, text: TEXT }), newEvent('Large', { index: index + 1, text: TEXT })];
      const { firstRevision, revision } = await store.append(stream, events, appendOptions('any'));
      written.push(`${stream} ${firstRevision}`, `${stream} ${revision}`);
    }
  });
  afterAll(async () => {
    await store.close();
    await double.stop();
  });

  it('is read in pages that hold no more than so many bytes, each event once and in order', async () => {
    const pages: Page[] = [];
    for (let after: Page['position']; pages.at(-1)?.atEnd !== true; after = pages.at(-1)?.position) {
      pages.push(await store.readAll({ after, limit: 1000 }));
    }
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.map(({ atEnd }) => atEnd)).toEqual([...pages.slice(1).map(() => false), true]);
    // The last event of a page is the one with which it holds enough.
    for (const { events } of pages) expect(size(events)).toBeLessThan(MOST_BYTES + 2 * TEXT.length);
    expect(places(pages.flatMap(({ events }) => events))).toEqual(written);
    expect(pages.at(-1)?.position).toBe(await store.head());
    // The server is told each time, and does not keep the rest for a reader who never comes.
    while (double.readsOver < double.calls.read) await nextTurn();
  });

  it('is read up to a position, and past what a filter leaves out', async () => {
    const [kinds, types] = [['customer'], ['Large']];
    const all = await readOn(store, undefined, 1000);
    const upTo = all[COUNT - 10]?.position;
    const found: StoredEvent[] = [];
    for (let page: Page | undefined; page?.atEnd !== true; found.push(...page.events)) {
      page = await store.readAll({ after: page?.position, upTo, filter: { kinds, types }, limit: 30 });
    }
    const wanted = written.slice(0, COUNT - 9).filter((place) => place.startsWith(streams[1]));
    expect(places(found)).toEqual(wanted);
  });

  it('is followed from its beginning, each event once and in order', async () => {
    const told = await followUntil(store, {}, (events) => events.length >= COUNT);
    expect(places(told)).toEqual(written);
  });

  it('has its streams read whole, in both directions and between revisions', async () => {
    const [stream] = streams;
    const forwards = written.filter((place) => place.startsWith(stream));
    expect(places(await collect(store.readStream(stream)))).toEqual(forwards);
    const backwards = await collect(store.readStream(stream, { direction: 'backwards' }));
    expect(places(backwards)).toEqual([...forwards].reverse());
    const between = { from: 1, to: 36 };
    expect(places(await collect(store.readStream(stream, between)))).toEqual(forwards.slice(1, 37));
    const last = await collect(store.readStream(stream, { ...between, direction: 'backwards', limit: 35 }));
    expect(places(last)).toEqual(forwards.slice(2, 37).reverse());
  });

  it('is verified whole', async () => {
    const log = await EventStoreDbStoredLog.open({ connectionString: double.connectionString });
    expect(await verifyLog(log)).toMatchObject({ events: COUNT, streams: 2 });
    await log.close();
  });

  it('is read over the same connection, though answers are broken off, beside what others read', async () => {
    const { made } = double.wire;
    const reads = Array.from({ length: 2 }, () => readOn(store, undefined, 1000));
    for (const read of reads) expect(places(await read)).toEqual(written);
    expect(double.wire.made).toBe(made);
  });

  it('goes on past an event that alone is larger than an answer may be', async () => {
    const after = await store.head();
    for (let count = 0; count < 2; count++) {
      double.log.plant('billing-1', 'Billed', { text: 'y'.repeat(MOST_BYTES + 1) }, {});
    }
    const stream = `case-${randomUUID()}`;
    await store.append(stream, [newEvent('After')], appendOptions('none'));
    expect(places(await readOn(store, after, 1000))).toEqual([`${stream} 0`]);
  });
});

it.each([
  ['texts by their length', { text: 'x'.repeat(1000) }, 1000],
  ['bytes by their number', new Uint8Array(1000), 1000],
  ['many small values', Array.from({ length: 1000 }, () => null), 16_000],
  ['names', { ['n'.repeat(1000)]: 1 }, 1000],
])('the size of an event counts %s', (_, data, least) => {
  const found = sizeOf({ data, metadata: {} });
  expect(found).toBeGreaterThanOrEqual(least);
  expect(found).toBeLessThan(least * 1.5);
});

it('the size of an event is found however deep it is', () => {
  const depth = 100_000;
  expect(sizeOf({ data: JSON.parse('['.repeat(depth) + ']'.repeat(depth)), metadata: {} })).toBeGreaterThan(depth);
});
