import { randomUUID } from 'node:crypto';
import { MemoryEventStore } from '../memory/index.js';
import type { NewEvent, StoredEvent } from '../port.js';
import { appendOptions, collect, newEvent, readOn } from '../testing/index.js';
import { rootOf } from '../seen-log.js';
import { verifyLog, type Verification } from '../verification.js';
import { EventStoreDbEventStore, EventStoreDbStoredLog } from './index.js';
import { EventStoreDouble } from './testing/event-store-double.js';
import { realServer } from './testing/real-server.js';

let double: EventStoreDouble;
beforeAll(async () => (double = await EventStoreDouble.start()));
afterAll(() => double.stop());

const CASES = [`case-${randomUUID()}`, `case-${randomUUID()}`] as const;
const ROUNDS = 150;

type Written = readonly (readonly [string, readonly NewEvent[], ReturnType<typeof appendOptions>])[];

/** Two cases that take turns, two events to a command. */
const WRITTEN: Written = Array.from({ length: ROUNDS }, (_, round) =>
  CASES.map((stream) => {
    const events = [newEvent('NoteAdded', { round, text: 'Grüße' }), newEvent('CaseClaimed', { round })];
    return [stream, events, appendOptions(round === 0 ? 'none' : 2 * round - 1)] as const;
  }),
).flat();

const real = realServer();
const SERVERS: readonly (readonly [string, () => string])[] = [
  ['the double', () => double.connectionString],
  ...(real ? ([['a real server', () => real]] as const) : []),
];

describe.each(SERVERS)('the stored log of %s', (_, connectionString) => {
  const prefix = `baton-test-${randomUUID()}.`;
  const heads = new Map<string, StoredEvent>();
  let log: EventStoreDbStoredLog;
  let events: StoredEvent[];

  beforeAll(async () => {
    const others = await EventStoreDbEventStore.open({ connectionString: connectionString(), prefix: `not-${prefix}` });
    const store = await EventStoreDbEventStore.open({ connectionString: connectionString(), prefix });
    const memory = new MemoryEventStore();
    for (const [stream, batch, options] of WRITTEN) {
      await store.append(stream, batch, options);
      await others.append(`case-${randomUUID()}`, [newEvent('NotOurs')], appendOptions('none'));
      await memory.append(stream, batch, options);
    }
    for (const event of await readOn(memory, undefined)) heads.set(event.stream, event);
    events = await readOn(store, undefined, 10_000);
    await store.close();
    await others.close();
    log = await EventStoreDbStoredLog.open({ connectionString: connectionString(), prefix });
  });
  afterAll(() => log.close());

  it('is verified with the root that any engine has for the same events, past the events of others', async () => {
    const found = await verifyLog(log);
    expect(found).toMatchObject({ events: 4 * ROUNDS, streams: 2, root: rootOf(heads) });
    expect(found.upTo).toBe(await log.head());
  });

  it('has pages with something on them, in the order of the log', async () => {
    const upTo = (await log.head()) ?? '';
    const pages = [];
    for await (const page of log.pages({ upTo })) pages.push(page);
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.every((page) => page.length > 0)).toBe(true);
    expect(pages.flat().map(({ position }) => position)).toEqual(events.map(({ position }) => position));
  });

  it('is verified stream by stream, and up to a position', async () => {
    const upTo = events[301]?.position ?? '';
    expect(await verifyLog(log, { upTo })).toMatchObject({ events: 302, streams: 2, upTo });
    const [stream] = CASES;
    const before = events.slice(0, 302).filter((event) => event.stream === stream).length;
    expect(await verifyLog(log, { stream })).toMatchObject({ events: 2 * ROUNDS, streams: 1 });
    expect(await verifyLog(log, { stream, upTo })).toMatchObject({ events: before, streams: 1, upTo });
    expect(await verifyLog(log, { stream: `case-${randomUUID()}` })).toMatchObject({ events: 0, streams: 0 });
  });
});

describe('a stored log that somebody else wrote to', () => {
  const stream = `case-${randomUUID()}`;

  /** A log of one true event, and after it a second as somebody made it of what followed. */
  async function verified(
    change: (second: { data: object; metadata: object; type: string }) => object,
  ): Promise<Verification> {
    const prefix = `baton-test-${randomUUID()}.`;
    const options = { connectionString: double.connectionString, prefix };
    const store = await EventStoreDbEventStore.open({ ...options, prefix: `of-${prefix}` });
    for (const at of [0, 1]) await store.append(stream, [newEvent('NoteAdded', { at })], appendOptions('any'));
    await store.close();
    const [first, second] = double.log.stream(`of-${prefix}${stream}`).map(({ type, data, metadata }) => ({
      type,
      data: JSON.parse(Buffer.from(data).toString()) as object,
      metadata: JSON.parse(Buffer.from(metadata).toString()) as object,
    }));
    if (!first || !second) throw new Error('nothing was stored');
    double.log.plant(prefix + stream, first.type, first.data, first.metadata);
    const { type, data, metadata } = { ...second, ...change(second) };
    double.log.plant(prefix + stream, type, data, metadata);
    const log = await EventStoreDbStoredLog.open(options);
    try {
      return await verifyLog(log);
    } finally {
      await log.close();
    }
  }

  it('is what was stored where nothing was changed', async () => {
    expect(await verified(() => ({}))).toMatchObject({ events: 2, root: expect.any(String) });
  });

  it.each([
    ['other data', () => ({ data: { at: 2 } }), 'its content is not what was hashed'],
    ['another type', () => ({ type: 'NoteTaken' }), 'its content is not what was hashed'],
    ['no metadata', () => ({ metadata: {} }), 'its content is not what was hashed'],
    [
      'what is no JSON',
      () => ({ data: 'nonsense', metadata: 'nonsense' }) as unknown as object,
      'its content is not what was hashed',
    ],
  ])('is found to be bad at the event with %s', async (_, change, why) => {
    expect(await verified(change)).toMatchObject({ events: 1, bad: { stream, revision: 1, why } });
  });
});

it('a stored log of a server that is not there says so', async () => {
  const gone = await EventStoreDouble.start();
  await gone.stop();
  const opening = EventStoreDbStoredLog.open({
    connectionString: gone.connectionString,
    patience: { call: 300, settle: 300 },
  });
  await expect(opening).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
});

it('a stored log whose server goes away while a page is looked at says so where it is read on', async () => {
  const going = await EventStoreDouble.start();
  for (let index = 0; index < 600; index++) going.log.plant(`baton.case-${index}`, 'Planted', {}, {});
  const patience = { call: 300, settle: 300 };
  const log = await EventStoreDbStoredLog.open({ connectionString: going.connectionString, patience });
  const pages = log.pages({ upTo: (await log.head()) ?? '' });
  expect((await pages.next()).done).toBe(false);
  await going.stop();
  await expect(collect(pages)).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
  await log.close();
});
