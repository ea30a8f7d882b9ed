import { hash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { derivedId } from '@baton/contracts';
import { canonicalJson } from '../canonical-json.js';
import { StoreFailed } from '../errors.js';
import { EventStoreDbEventStore, EventStoreDbStoredLog } from '../eventstoredb/index.js';
import { EventStoreDouble } from '../eventstoredb/testing/event-store-double.js';
import { realServer } from '../eventstoredb/testing/real-server.js';
import type { EventStore, StoredEvent } from '../port.js';
import { SqliteEventStore, StoredRows } from '../sqlite/index.js';
import { appendOptions, newEvent, readOn } from '../testing/index.js';
import { temporaryFolders } from '../testing/temporary-folder.js';
import type { StoredLog } from '../stored-log.js';
import { moveLog } from './move-log.js';
import type { Moved, Moving } from './moving.js';

const newFolder = temporaryFolders();
const newFile = (): string => join(newFolder(), 'events.db');

let double: EventStoreDouble;
beforeAll(async () => (double = await EventStoreDouble.start()));
afterAll(() => double.stop());

/** A log that can be written to and verified. */
interface Place {
  readonly store: EventStore;
  readonly log: StoredLog;
}

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

const keep = <T extends Place>(place: T): T => {
  opened.push(place.store, place.log);
  return place;
};

function embedded(file = newFile()): Place & { readonly file: string } {
  const store = SqliteEventStore.open({ file });
  return keep({ file, store, log: StoredRows.open(file) });
}

async function distributed(
  connectionString: string,
  prefix = `baton-test-${randomUUID()}.`,
  patience = {},
): Promise<Place> {
  const options = { connectionString, prefix, patience };
  return keep({ store: await EventStoreDbEventStore.open(options), log: await EventStoreDbStoredLog.open(options) });
}

const onDouble = (): Promise<Place> => distributed(double.connectionString);

const move = (source: Pick<Place, 'log'>, target: Place, how: Partial<Moving> = {}): Promise<Moved> =>
  moveLog({ source: source.log, target, atOnce: 1, ...how });

/** The events as they are on every engine: their places in the log differ. */
const told = async ({ store }: Place): Promise<Omit<StoredEvent, 'position'>[]> =>
  (await readOn(store, undefined)).map(({ position: _position, ...event }) => event);

/** One append: which stream, how many events, whose ids are made of the command, or that came from an import. */
const append = fc.record({
  stream: fc.nat({ max: 3 }),
  events: fc.integer({ min: 1, max: 3 }),
  derived: fc.boolean(),
  imported: fc.boolean(),
  text: fc.string({ unit: 'binary', maxLength: 20 }),
});
const plans = fc.array(append, { minLength: 1, maxLength: 25 });
type Plan = typeof plans extends fc.Arbitrary<infer P> ? P : never;

/** Asks for each step of a plan, in streams whose names are the same every time. */
function* asked({ store }: Pick<Place, 'store'>, plan: Plan): Generator<Promise<unknown>> {
  for (const [step, { stream, events, derived, imported, text }] of plan.entries()) {
    const commandId = derivedId('3f1f5a34-5d0c-4c5e-9d3b-0d3c2f6f1a10', `${step}`);
    const batch = Array.from({ length: events }, (_, index) => ({
      ...newEvent('NoteAdded', { text, step, index }, derived ? derivedId(commandId, index) : randomUUID()),
      ...(imported
        ? { imported: true as const, occurredAt: '2019-01-01T00:00:00.000Z' }
        : { traceparent: `00-${step}` }),
    }));
    yield store.append(
      `${stream < 2 ? 'case' : 'customer'}-${stream}`,
      batch,
      appendOptions('any', commandId, { text }),
    );
  }
}

/** Carries out a plan, one step after the other. */
async function fill(place: Pick<Place, 'store'>, plan: Plan): Promise<void> {
  for (const step of asked(place, plan)) await step;
}

/** Carries out a long plan in a file, which takes what comes at once in the order in which it comes. */
const fillAtOnce = (file: Pick<Place, 'store'>, plan: Plan): Promise<unknown> => Promise.all(asked(file, plan));

const steps = (count: number): Plan =>
  Array.from({ length: count }, (_, step) => ({
    stream: step % 3,
    events: 1 + (step % 2),
    derived: true,
    imported: false,
    text: `${step}`,
  }));

/** A store that stops answering after so many appends, as a full disk does. */
const fullAfter = (place: Place, appends: number): Place => ({
  ...place,
  store: Object.create(place.store, {
    append: {
      value: (...args: Parameters<EventStore['append']>) =>
        appends-- > 0
          ? place.store.append(...args)
          : Promise.reject(new StoreFailed('STORE_FULL', 'the disk has no room left', 'Make room')),
    },
  }) as EventStore,
});

const real = realServer();

type Way = readonly [string, () => Promise<readonly [Place, Place]>];
const WAYS: readonly Way[] = [
  ['a file to another', () => Promise.resolve([embedded(), embedded()])],
  ['a file to the double', async () => [embedded(), await onDouble()]],
  ['the double to a file', async () => [await onDouble(), embedded()]],
  ...(real
    ? [
        ['a file to a real server', async () => [embedded(), await distributed(real)]] satisfies Way,
        ['a real server to a file', async () => [await distributed(real), embedded()]] satisfies Way,
      ]
    : []),
];

describe.each(WAYS)('a log moved from %s', (_, places) => {
  it('is the same, in the same order, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const [source, target] = await places();
        await fill(source, plan);
        const before = await told(source);
        const { root, ...counts } = await move(source, target);
        expect(counts).toEqual({
          events: before.length,
          streams: new Set(before.map(({ stream }) => stream)).size,
          written: before.length,
        });
        expect(root).toMatch(/^[0-9a-f]{64}$/);
        expect(await told(target)).toEqual(before);
        expect(await told(source)).toEqual(before);
        expect(await move(source, target)).toEqual({ ...counts, root, written: 0 });
      }),
      { numRuns: 8 },
    );
  });

  it('goes on where it was, wherever it was cut off', async () => {
    await fc.assert(
      fc.asyncProperty(plans, fc.nat({ max: 10 }), fc.constantFrom(1, 4), async (plan, cut, atOnce) => {
        const [source, target] = await places();
        await fill(source, plan);
        const first = move(source, fullAfter(target, cut), { atOnce });
        if (cut < plan.length) await expect(first).rejects.toMatchObject({ code: 'STORE_FULL' });
        else await first;
        const there = (await told(target)).length;
        const all = await told(source);
        expect(await move(source, target, { atOnce })).toMatchObject({ written: all.length - there });
        const inStreams = (events: typeof all) => Map.groupBy(events, ({ stream }) => stream);
        expect(inStreams(await told(target))).toEqual(inStreams(all));
      }),
      { numRuns: 8 },
    );
  });
});

describe('a log that is moved', () => {
  it('keeps its order in a file, also where appends overlap', async () => {
    const [source, target] = [embedded(), embedded()];
    await fill(source, steps(100));
    await move(source, target, { atOnce: 64 });
    expect(await told(target)).toEqual(await told(source));
  });

  it('may have commands whose events stand on two pages of it', async () => {
    const [source, target] = [embedded(), embedded()];
    const batch = (count: number) => Array.from({ length: count }, (_, at) => newEvent('NoteAdded', { at }));
    for (const count of [700, 700, 700]) await source.store.append('case-1', batch(count), appendOptions('any'));
    expect(await move(source, target)).toMatchObject({ events: 2100, written: 2100 });
    expect(await told(target)).toEqual(await told(source));
  });

  it('tells how far it is, step by step', async () => {
    const [source, target] = [embedded(), embedded()];
    await fill(source, steps(10));
    await move(source, fullAfter(target, 5)).catch(() => undefined);
    const said: string[] = [];
    await move(source, target, { onProgress: (step, share, events) => said.push(`${step} ${share} ${events}`) });
    expect(said).toEqual(['look 1 7', 'copy 1 15', 'verify 1 15']);
  });

  it('stops when told to, and goes on when asked again', async () => {
    const [source, target] = [embedded(), await onDouble()];
    await fill(source, steps(10));
    const stop = new AbortController();
    const onProgress = () => stop.abort();
    const stopped = move(source, target, { signal: stop.signal, onProgress });
    await expect(stopped).rejects.toMatchObject({ code: 'MOVE_STOPPED', remedy: expect.stringContaining('goes on') });
    const { written } = await move(source, target);
    expect(written).toBeLessThan(15);
    expect(await told(target)).toEqual(await told(source));
  });

  it('says that the disk is full rather than that it was stopped, where both are so', async () => {
    const [source, target] = [embedded(), embedded()];
    await fill(source, steps(10));
    const stop = new AbortController();
    const full = Object.create(target.store, {
      append: {
        value: () => {
          stop.abort();
          return Promise.reject(new StoreFailed('STORE_FULL', 'the disk has no room left', 'Make room'));
        },
      },
    }) as EventStore;
    const stopped = move(source, { ...target, store: full }, { signal: stop.signal });
    await expect(stopped).rejects.toMatchObject({ code: 'STORE_FULL' });
  });

  it('stops within a page, and while it verifies', async () => {
    const [source, target] = [embedded(), embedded()];
    await fill(source, steps(10));
    const stop = new AbortController();
    const stopping = Object.create(target.store, {
      append: {
        value: (...args: Parameters<EventStore['append']>) => {
          stop.abort();
          return target.store.append(...args);
        },
      },
    }) as EventStore;
    const within = move(source, { ...target, store: stopping }, { signal: stop.signal });
    await expect(within).rejects.toMatchObject({ code: 'MOVE_STOPPED' });
    expect((await told(target)).length).toBeLessThan(5);
    const late = new AbortController();
    const onProgress: Moving['onProgress'] = (step) => void (step === 'verify' && late.abort());
    await expect(move(source, target, { signal: late.signal, onProgress })).rejects.toMatchObject({
      code: 'MOVE_STOPPED',
    });
    expect(await move(source, target)).toMatchObject({ written: 0 });
  });

  it('is not there where nothing is', async () => {
    await expect(move(embedded(), embedded())).rejects.toMatchObject({ code: 'SOURCE_EMPTY' });
    await expect(move(await onDouble(), embedded())).rejects.toMatchObject({ code: 'SOURCE_EMPTY' });
  });
});

describe('a source that is written to meanwhile', () => {
  it('is copied to its end', async () => {
    const [source, target] = [await onDouble(), embedded()];
    await fill(source, steps(5));
    const pages = source.log.pages.bind(source.log);
    let looks = 0;
    const head = async () => {
      looks += 1;
      if (looks === 2 || looks === 4) await source.store.append('case-late', [newEvent('Late')], appendOptions('any'));
      return source.log.head();
    };
    const moved = await move({ log: { head, pages, close: () => Promise.resolve() } }, target);
    expect(moved).toMatchObject({ events: 9, written: 9 });
    expect(await told(target)).toEqual(await told(source));
  });

  it('is copied no further than where it ended when that was looked up, and then from there on', async () => {
    const [source, target] = [embedded(), embedded()];
    await fill(source, steps(5));
    let grown = false;
    const log: StoredLog = {
      head: () => source.log.head(),
      close: () => Promise.resolve(),
      pages: async function* (wanted) {
        if (!grown) await source.store.append('case-late', [newEvent('Late')], appendOptions('any'));
        grown = true;
        yield* source.log.pages(wanted);
      },
    };
    expect(await move({ log }, target)).toMatchObject({ events: 8, written: 8 });
    expect(await told(target)).toEqual(await told(source));
  });

  it('is copied where it comes to rest at the tenth look, and not where it does at the eleventh', async () => {
    for (const [appends, outcome] of [
      [8, expect.objectContaining({ events: 15 })],
      [10, 'SOURCE_WRITTEN'],
    ] as const) {
      const [source, target] = [await onDouble(), embedded()];
      await fill(source, steps(5));
      let left: number = appends;
      const head = async () => {
        if (left-- > 0) await source.store.append('case-late', [newEvent('Late')], appendOptions('any'));
        return source.log.head();
      };
      const log = { pages: source.log.pages.bind(source.log), close: () => Promise.resolve(), head };
      expect(await move({ log }, target).catch((error: { code: string }) => error.code)).toEqual(outcome);
    }
  });

  it('is left where it does not come to rest', async () => {
    const [source, target] = [await onDouble(), embedded()];
    await fill(source, steps(5));
    const head = async () => {
      await source.store.append('case-late', [newEvent('Late')], appendOptions('any'));
      return source.log.head();
    };
    const log = { pages: source.log.pages.bind(source.log), close: () => Promise.resolve(), head };
    await expect(move({ log }, target)).rejects.toMatchObject({ code: 'SOURCE_WRITTEN' });
  });

  it('is copied ahead but for its last command, which another run brings', async () => {
    const [source, target] = [embedded(), embedded()];
    await fill(source, steps(10));
    expect(await move(source, target, { ahead: true })).toEqual({ events: 15, streams: 3, written: 13 });
    await source.store.append('case-late', [newEvent('Late')], appendOptions('none'));
    expect(await move(source, target)).toMatchObject({ events: 16, written: 3, root: expect.any(String) });
    expect(await told(target)).toEqual(await told(source));
  });
});

describe('a source that is not as it was stored', () => {
  const changed = async (change: (db: Database.Database) => void): Promise<Place> => {
    const { file, store, log } = embedded();
    await fill({ store }, steps(10));
    await store.close();
    await log.close();
    const db = new Database(file);
    db.pragma('foreign_keys = OFF');
    change(db);
    db.close();
    return embedded(file);
  };

  it('is copied up to the event before the bad one', async () => {
    const source = await changed((db) => {
      db.prepare('UPDATE events SET body = replace(body, \'"step":7\', \'"step":8\') WHERE position = 11').run();
    });
    const target = await onDouble();
    await expect(move(source, target)).rejects.toMatchObject({
      code: 'SOURCE_DAMAGED',
      message: expect.stringMatching(/case-1, revision \d+, position 11: its content is not what was hashed/),
    });
    expect(await told(target)).toEqual((await told(source)).slice(0, (await told(target)).length));
    expect((await told(target)).length).toBeLessThanOrEqual(10);
    await expect(move(source, target)).rejects.toMatchObject({ code: 'SOURCE_DAMAGED' });
  });

  it('is not taken for whole where its last events are gone', async () => {
    const source = await changed((db) => db.prepare('DELETE FROM events WHERE position = 15').run());
    await expect(move(source, embedded())).rejects.toMatchObject({ code: 'SOURCE_DAMAGED' });
  });

  it('is refused at the event that would become another', async () => {
    const source = await changed((db) => {
      const { body } = db.prepare('SELECT body FROM events WHERE position = 15').get() as { body: string };
      const text = canonicalJson({ ...(JSON.parse(body) as object), colour: 'red' });
      const sealed = Buffer.from(hash('sha256', text, 'hex'), 'hex');
      db.prepare('UPDATE events SET body = ?, hash = ? WHERE position = 15').run(text, sealed);
    });
    const target = embedded();
    await expect(move(source, target)).rejects.toMatchObject({
      code: 'EVENT_NOT_MOVABLE',
      message: expect.stringMatching(/case-0, revision \d+, cannot be written .*its hash would be/),
    });
    expect(await told(target)).toHaveLength(13);
  });
});

const LATE = randomUUID();

describe('a target', () => {
  let source: Place;
  beforeEach(async () => {
    source = embedded();
    await fill(source, steps(10));
  });

  it.each<readonly [string, (target: Place) => Promise<unknown>, RegExp]>([
    [
      'a stream that the source has not',
      ({ store }) => store.append('case-other', [newEvent('NoteAdded')], appendOptions('none')),
      /case-other ends at revision 0 there, and is not in the source/,
    ],
    [
      'another event in a stream',
      ({ store }) => store.append('case-1', [newEvent('NoteAdded')], appendOptions('none')),
      /case-1 has another event at revision 0/,
    ],
    [
      'more events than the source',
      async (target) => {
        await move(source, target);
        await target.store.append('case-1', [newEvent('NoteAdded')], appendOptions('exists'));
      },
      /case-1 ends at revision 5 there, and at 4 in the source/,
    ],
  ])('with %s is refused, and not written to', async (_, write, message) => {
    const target = await onDouble();
    await write(target);
    const before = await told(target);
    await expect(move(source, target)).rejects.toMatchObject({
      code: 'TARGET_HAS_OTHERS',
      message: expect.stringMatching(message),
    });
    expect(await told(target)).toEqual(before);
  });

  it('with a late stream of the source, but without what came before, is refused and not written to', async () => {
    const [early, target] = [embedded(), embedded()];
    await fillAtOnce(early, steps(1100));
    await early.store.append('case-late', [newEvent('Late', {}, LATE)], appendOptions('none', LATE));
    await target.store.append('case-late', [newEvent('Late', {}, LATE)], appendOptions('none', LATE));
    await expect(move(early, target)).rejects.toMatchObject({
      code: 'TARGET_HAS_OTHERS',
      message: expect.stringContaining('case-late is there, but 1000 commands before its last event are not'),
    });
    expect(await told(target)).toHaveLength(1);
  });

  it('that lacks as many commands as may overlap before one that is there is gone on with', async () => {
    const [early, target] = [embedded(), embedded()];
    await fillAtOnce(early, steps(1000));
    await early.store.append('case-late', [newEvent('Late', {}, LATE)], appendOptions('none', LATE));
    await target.store.append('case-late', [newEvent('Late', {}, LATE)], appendOptions('none', LATE));
    expect(await move(early, target, { atOnce: 256 })).toMatchObject({ events: 1501, written: 1500 });
  });

  it('that says it has stored what is not there is not taken for whole', async () => {
    const target = embedded();
    const append: EventStore['append'] = (stream, events) => {
      const at = firsts.get(stream) ?? 0;
      firsts.set(stream, at + events.length);
      return Promise.resolve({ stream, firstRevision: at, revision: at + events.length - 1, position: '1' } as never);
    };
    const firsts = new Map<string, number>();
    const store = Object.create(target.store, { append: { value: append } }) as EventStore;
    await expect(move(source, { ...target, store })).rejects.toMatchObject({
      code: 'TARGET_WRITTEN',
      message: expect.stringContaining('events are gone'),
    });
    expect(await move(source, target)).toMatchObject({ written: 15 });
  });

  it('that ends amid what one command wrote is refused', async () => {
    const [two, target] = [embedded(), embedded()];
    const batch = [newEvent('NoteAdded', { at: 0 }), newEvent('NoteAdded', { at: 1 })];
    const options = appendOptions('none');
    await two.store.append('case-1', batch, options);
    await target.store.append('case-1', batch.slice(0, 1), options);
    await expect(move(two, target)).rejects.toMatchObject({
      code: 'TARGET_HAS_OTHERS',
      message: expect.stringContaining('case-1 ends at revision 0 there, amid what one command wrote'),
    });
  });

  it('that holds what is no event of Baton is refused', async () => {
    const prefix = `baton-test-${randomUUID()}.`;
    double.log.plant(`${prefix}case-1`, 'Billed', { amount: 12 }, {});
    const target = await distributed(double.connectionString, prefix);
    await expect(move(source, target)).rejects.toMatchObject({ code: 'TARGET_DAMAGED' });
  });

  it('that knows a command from another stream is refused with its event', async () => {
    const commandId = randomUUID();
    const twice = await onDouble();
    for (const stream of ['case-1', 'case-2']) {
      await twice.store.append(stream, [newEvent('NoteAdded')], appendOptions('none', commandId));
    }
    await expect(move(twice, embedded())).rejects.toMatchObject({
      code: 'EVENT_NOT_MOVABLE',
      message: expect.stringMatching(/case-2, revision 0, .*its command wrote case-1 up to revision 0 there/),
    });
  });

  it('that knows an event id from another stream is refused with its event', async () => {
    const id = randomUUID();
    const twice = await onDouble();
    for (const stream of ['case-1', 'case-2']) {
      await twice.store.append(stream, [newEvent('NoteAdded', {}, id)], appendOptions('none'));
    }
    await expect(move(twice, embedded())).rejects.toMatchObject({
      code: 'EVENT_NOT_MOVABLE',
      message: expect.stringContaining('case-2, revision 0'),
    });
  });

  /** A target that somebody else writes to when so many appends have come. */
  const disturbed = (target: Place, appends: number, stream: string): Place => ({
    ...target,
    store: Object.create(target.store, {
      append: {
        value: async (...args: Parameters<EventStore['append']>) => {
          if (appends-- === 0) await target.store.append(stream, [newEvent('Foreign')], appendOptions('any'));
          return target.store.append(...args);
        },
      },
    }) as EventStore,
  });

  it.each([
    ['in a stream of the source', 'case-1', /case-1 was expected at/],
    ['in a stream of its own', 'case-foreign', /case-foreign ends at revision 0 there, and at none here/],
  ])('that somebody else writes to %s is found', async (_, stream, message) => {
    const moving = move(source, disturbed(await onDouble(), 6, stream));
    await expect(moving).rejects.toMatchObject({ code: 'TARGET_WRITTEN', message: expect.stringMatching(message) });
  });
});

describe('a server that goes away while a log is moved', () => {
  const prefix = 'baton-test-away.';
  let own: EventStoreDouble;
  beforeEach(async () => (own = await EventStoreDouble.start()));
  const there = (): Promise<Place> => distributed(own.connectionString, prefix);
  const impatient = (): Promise<Place> => distributed(own.connectionString, prefix, { call: 1000, settle: 1000 });
  afterEach(() => own.stop());

  it('as its target leaves what it has stored, and the move goes on when it is back', async () => {
    const source = embedded();
    await fill(source, steps(10));
    const target = await impatient();
    own.faults.append.push(
      ({ tell }) => tell(),
      ({ tell }) => tell(),
      ({ store }) => {
        store();
        void own.stop();
      },
    );
    await expect(move(source, target)).rejects.toMatchObject({
      code: 'STORE_UNREACHABLE',
      message: expect.stringContaining('may be sent again'),
    });
    await own.restart();
    const { events, written } = await move(source, await there());
    expect(events).toBe(15);
    expect(written).toBeLessThan(15);
    expect(await told(await there())).toEqual(await told(source));
  });

  it('as its source is said, and the move goes on when it is back', async () => {
    const [source, target] = [await there(), embedded()];
    const batch = (count: number) => Array.from({ length: count }, (_, at) => newEvent('NoteAdded', { at }));
    for (const count of [300, 300]) await source.store.append('case-1', batch(count), appendOptions('any'));
    let gone = Promise.resolve();
    const onProgress: Moving['onProgress'] = (step) => {
      if (step === 'copy') gone = own.stop();
    };
    const going = move(await impatient(), target, { onProgress });
    await expect(going).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
    await gone;
    const already = (await told(target)).length;
    await own.restart();
    const { events, written } = await move(await there(), target);
    expect([events, written]).toEqual([600, 600 - already]);
    expect(await told(target)).toEqual(await told(await there()));
  });
});
