import fc from 'fast-check';
import { BEGINNING, comparePositions } from '../positions.js';
import type { EventStore, ReadStream, StoredEvent } from '../port.js';
import { collect, freshStream, readOn, withStore, type Harness } from './harness.js';
import { appendOptions, newEvent } from './samples.js';

/** Reading a stream and the log: ranges, pages, filters. */
export function readsContract(makeHarness: () => Harness): void {
  const run = (work: (store: EventStore, harness: Harness) => Promise<void>) => withStore(makeHarness, work);

  it(
    'gives an event back with everything it was stored with',
    run(async (store) => {
      const stream = freshStream();
      const event = { ...newEvent('Told', { what: 'all' }), traceparent: '00-1-2-01', imported: true as const };
      const options = appendOptions('none');
      const { position } = await store.append(stream, [event], options);
      const { commandId, commandHash } = options;
      const [stored] = await collect(store.readStream(stream));
      expect(stored).toMatchObject({ ...event, stream, revision: 0, position, commandId, commandHash });
      expect(stored?.previousHash).toBe('0'.repeat(64));
      expect(await readOn(store, undefined).then((events) => events.find(({ id }) => id === event.id))).toEqual(stored);
    }),
  );

  it(
    'reads any range of a stream in either direction as a list would be cut',
    run(async (store) => {
      const stream = freshStream();
      await append(store, stream, 450);
      const all = await collect(store.readStream(stream));
      expect(all.map(({ revision }) => revision)).toEqual(Array.from({ length: 450 }, (_, index) => index));
      await fc.assert(
        fc.asyncProperty(ranges, async (range) => {
          expect(await collect(store.readStream(stream, range))).toEqual(cut(all, range));
        }),
        { numRuns: 40 },
      );
      expect(await collect(store.readStream(freshStream()))).toEqual([]);
    }),
  );

  it(
    'pages through the log without overlap, up to where it is told',
    run(async (store) => {
      const start = await store.head();
      const stream = freshStream();
      await append(store, stream, 25);
      const whole = (await readOn(store, start, 1000)).filter((event) => event.stream === stream);
      expect(whole).toHaveLength(25);
      const paged = (await readOn(store, start, 7)).filter((event) => event.stream === stream);
      expect(paged).toEqual(whole);
      const upTo = whole[9]?.position;
      const bounded = await store.readAll({ after: start, upTo, limit: 1000 });
      expect(bounded.events.filter((event) => event.stream === stream)).toEqual(whole.slice(0, 10));
      expect(bounded).toMatchObject({ position: upTo, atEnd: true });
      expect(await store.readAll({ after: upTo, upTo, limit: 1000 })).toEqual({
        events: [],
        position: upTo,
        atEnd: true,
      });
    }),
  );

  it(
    'reads on from the beginning as it reads without a place to begin at',
    run(async (store) => {
      await append(store, freshStream(), 3);
      const page = await store.readAll({ limit: 2 });
      expect(await store.readAll({ after: BEGINNING, limit: 2 })).toEqual(page);
    }),
  );

  it(
    'filters by kind of stream and by type, and says how far it has looked',
    run(async (store) => {
      const start = await store.head();
      const [theCase, customer] = [freshStream(), freshStream('customer')];
      for (const [stream, type] of [
        [theCase, 'Opened'],
        [customer, 'Registered'],
        [theCase, 'Noted'],
        [customer, 'Noted'],
        [theCase, 'Closed'],
      ] as const) {
        await store.append(stream, [newEvent(type)], appendOptions('any'));
      }
      const types = async (filter: { kinds?: string[]; types?: string[] }) => {
        const page = await store.readAll({ after: start, filter, limit: 100 });
        expect(page.atEnd).toBe(true);
        expect(comparePositions(page.position ?? '0', (await store.head()) ?? '0')).toBe(0);
        return page.events.filter(({ stream }) => [theCase, customer].includes(stream)).map(({ type }) => type);
      };
      expect(await types({})).toEqual(['Opened', 'Registered', 'Noted', 'Noted', 'Closed']);
      expect(await types({ kinds: ['customer'] })).toEqual(['Registered', 'Noted']);
      expect(await types({ types: ['Noted', 'Closed'] })).toEqual(['Noted', 'Noted', 'Closed']);
      expect(await types({ kinds: ['case'], types: ['Noted', 'Registered'] })).toEqual(['Noted']);
      expect(await types({ types: ['NeverHeard'] })).toEqual([]);
      expect(await types({ kinds: [] })).toEqual([]);
    }),
  );

  it(
    'finds what a command wrote, and nothing for one that wrote nothing',
    run(async (store) => {
      const stream = freshStream();
      await append(store, stream, 3);
      const options = appendOptions('any');
      const appended = await store.append(stream, [newEvent('A'), newEvent('B')], options);
      expect(appended).toMatchObject({ firstRevision: 3, revision: 4 });
      const [last] = await collect(store.readStream(stream, { direction: 'backwards', limit: 1 }));
      expect(appended.position).toBe(last?.position);
      const { commandId, commandHash } = options;
      expect(await store.findCommand(commandId, stream)).toEqual({ ...appended, commandHash });
      expect(await store.findCommand(commandId.toUpperCase(), stream)).toEqual({ ...appended, commandHash });
      expect(await store.findCommand(appendOptions('any').commandId, stream)).toBeUndefined();
    }),
  );

  it(
    'refuses to read on from a position it has not reached: going on would skip what comes next',
    run(async (store) => {
      await append(store, freshStream(), 1);
      const beyond = ((await store.head()) ?? '0').replace(/\d+/g, (digits) => String(BigInt(digits) + 1_000_000n));
      const refused = { name: 'StoreFailed', code: 'STORE_BEHIND_READER' };
      await expect(store.readAll({ after: beyond, limit: 1 })).rejects.toMatchObject(refused);
      const pages = store.subscribe({ after: beyond, signal: new AbortController().signal });
      await expect(collect(pages)).rejects.toMatchObject(refused);
    }),
  );
}

const ranges: fc.Arbitrary<ReadStream> = fc.record(
  {
    from: fc.nat({ max: 460 }),
    to: fc.nat({ max: 460 }),
    direction: fc.constantFrom('forwards', 'backwards'),
    limit: fc.integer({ min: 1, max: 460 }),
  },
  { requiredKeys: [] },
);

function cut(all: readonly StoredEvent[], { from = 0, to = Infinity, direction, limit = Infinity }: ReadStream) {
  const inside = all.filter(({ revision }) => revision >= from && revision <= to);
  return (direction === 'backwards' ? inside.reverse() : inside).slice(0, limit);
}

async function append(store: EventStore, stream: string, count: number): Promise<void> {
  const events = Array.from({ length: count }, (_, index) => newEvent('Stepped', { index }));
  await store.append(stream, events, appendOptions('none'));
}
