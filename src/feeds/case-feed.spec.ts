import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import type { CaseFact, Position } from '@baton/contracts';
import { StoreFailed, type EventStore } from '@baton/event-store';
import { MemoryEventStore } from '@baton/event-store/memory';
import { appendOptions, newEvent } from '@baton/event-store/testing';
import { CaseFeed, type FeedMessage } from './case-feed.js';
import { picks, type CaseFilter } from './case-filter.js';
import { departmentsConcerned, concern, noConcern, type CaseEvent } from './concern.state.js';
import { append, opened, passed, waited } from './testing/case-writer.js';

const ONE = '5f0c6f0e-9b5e-4f0a-8d6a-0f3a5e1c2b7d';
const TWO = '6f0c6f0e-9b5e-4f0a-8d6a-0f3a5e1c2b7d';

type OneMessage = Exclude<FeedMessage, { kind: 'run' }> | { readonly kind: 'event'; readonly event: CaseEvent };

/** A reader in the hand of a spec. */
class Hand {
  private readonly ending = new AbortController();
  private readonly messages: AsyncGenerator<FeedMessage, void>;
  private together: readonly CaseEvent[] = [];

  constructor(feed: CaseFeed, after: Position | undefined, filter: CaseFilter = {}) {
    this.messages = feed.follow({ after, filter, signal: this.ending.signal });
  }

  /** The next message; events come one by one. */
  async next(): Promise<OneMessage | undefined> {
    if (this.together.length === 0) {
      const { value } = await this.messages.next();
      if (!value) return undefined;
      if (value.kind !== 'run') return value;
      this.together = value.run.events;
    }
    const [event, ...others] = this.together;
    this.together = others;
    return event && { kind: 'event', event };
  }

  /** The next messages in short: an event's position, or what else it is. */
  async take(count: number): Promise<(string | undefined)[]> {
    const taken: (string | undefined)[] = [];
    for (let index = 0; index < count; index += 1) taken.push(inShort(await this.next()));
    return taken;
  }

  async leave(): Promise<void> {
    this.ending.abort();
    await this.messages.return(undefined);
  }
}

const inShort = (message: OneMessage | undefined): string | undefined =>
  message?.kind === 'event' ? message.event.position : message?.kind;

/** Lets everything that can happen without anybody waiting happen: a few turns of the loop. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await nextTurn();
};

let store: MemoryEventStore;
let feed: CaseFeed;
beforeEach(() => {
  store = new MemoryEventStore();
  feed = new CaseFeed(store, { bufferSize: 3, pageSize: 2 });
});
afterEach(async () => {
  await feed.stop();
  await store.close();
});

describe('a reader of the feed', () => {
  it('gets what was stored, hears that it has caught up, then gets what is stored from then on', async () => {
    await append(store, ONE, opened('service'), waited, waited);
    const hand = new Hand(feed, undefined);
    expect(await hand.take(4)).toEqual(['1', '2', '3', 'caught-up']);
    await append(store, ONE, waited);
    await append(store, TWO, opened('sales'));
    expect(await hand.take(2)).toEqual(['4', '5']);
    await hand.leave();
  });

  it('goes on after the position that it names', async () => {
    await append(store, ONE, opened('service'), waited, waited);
    const hand = new Hand(feed, '2');
    expect(await hand.take(2)).toEqual(['3', 'caught-up']);
    await hand.leave();
  });

  it('has caught up at once with an empty log', async () => {
    const hand = new Hand(feed, undefined);
    expect(await hand.next()).toEqual({ kind: 'caught-up', position: undefined });
    await append(store, ONE, opened('service'));
    expect(await hand.take(1)).toEqual(['1']);
    await hand.leave();
  });

  it('hears of no stream but those of cases', async () => {
    await store.append('department-x', [newEvent('DepartmentOpened', { name: 'X' })], appendOptions('none'));
    await append(store, ONE, opened('service'));
    const hand = new Hand(feed, undefined);
    expect(await hand.take(2)).toEqual(['2', 'caught-up']);
    await hand.leave();
  });

  it('H4 gets the escalation that asks the supervisor of its department, and not the work that went on elsewhere before', async () => {
    const asked: CaseFact = {
      type: 'EscalationRaised',
      data: { escalationId: TWO, department: 'sales', cause: 'OFFER_EXPIRED' },
    };
    await append(store, ONE, opened('service'), waited, asked);
    const hand = new Hand(feed, undefined, { department: 'sales' });
    expect(await hand.take(2)).toEqual(['3', 'caught-up']);
    await hand.leave();
  });

  it('gets only what concerns its department, also from the middle of the log on', async () => {
    await append(store, ONE, opened('service'), passed('service', 'sales'));
    await append(store, TWO, opened('service'), waited);
    const hand = new Hand(feed, '1', { department: 'sales' });
    expect(await hand.take(2)).toEqual(['2', 'caught-up']);
    await append(store, TWO, waited);
    await append(store, ONE, waited);
    expect(await hand.take(1)).toEqual(['6']);
    await hand.leave();
  });

  it('gets only the words and the case that it asks for', async () => {
    await append(store, ONE, opened('service'), waited);
    await append(store, TWO, opened('service'), waited);
    const words = new Hand(feed, undefined, { types: ['WaitEnded'] });
    expect(await words.take(3)).toEqual(['2', '4', 'caught-up']);
    const one = new Hand(feed, undefined, { case: TWO });
    expect(await one.take(3)).toEqual(['3', '4', 'caught-up']);
    await append(store, ONE, waited);
    await append(store, TWO, opened('service'));
    await append(store, TWO, waited);
    expect(await words.take(2)).toEqual(['5', '7']);
    expect(await one.take(2)).toEqual(['6', '7']);
    await Promise.all([words.leave(), one.leave()]);
  });

  it('that is too slow is cut off, and told from where to go on', async () => {
    const hand = new Hand(feed, undefined);
    await hand.take(1);
    await append(store, ONE, opened('service'));
    expect(await hand.take(1)).toEqual(['1']);
    await append(store, ONE, waited, waited, waited, waited);
    await settle();
    expect(await hand.next()).toEqual({ kind: 'cut-off', why: { kind: 'too-slow' }, position: '1' });
    expect(await hand.next()).toBeUndefined();
    const again = new Hand(feed, '1');
    expect(await again.take(5)).toEqual(['2', '3', '4', '5', 'caught-up']);
    await again.leave();
  });

  it('is never too slow while it catches up with what was stored before', async () => {
    await append(store, ONE, opened('service'), ...Array.from({ length: 20 }, () => waited));
    const hand = new Hand(feed, undefined);
    await hand.take(3);
    await settle();
    expect((await hand.take(19)).at(-1)).toBe('caught-up');
    await hand.leave();
  });

  it('does not wait for one that is slower', async () => {
    const slow = new Hand(feed, undefined);
    const quick = new Hand(feed, undefined);
    await Promise.all([slow.take(1), quick.take(1)]);
    for (let event = 1; event <= 6; event += 1) {
      await append(store, ONE, event === 1 ? opened('service') : waited);
      expect(await quick.take(1)).toEqual([String(event)]);
    }
    expect(await slow.take(1)).toEqual(['cut-off']);
    await quick.leave();
  });

  it('is told that the service stops, and from where to go on', async () => {
    await append(store, ONE, opened('service'));
    const hand = new Hand(feed, undefined);
    await hand.take(2);
    await feed.stop();
    expect(await hand.next()).toEqual({ kind: 'cut-off', why: { kind: 'stopping' }, position: '1' });
    const late = new Hand(feed, undefined);
    expect(await late.next()).toEqual({ kind: 'cut-off', why: { kind: 'stopping' }, position: undefined });
  });

  it('is told so also while it still catches up', async () => {
    await append(store, ONE, opened('service'), waited, waited, waited);
    const hand = new Hand(feed, undefined);
    expect(await hand.take(1)).toEqual(['1']);
    await feed.stop();
    // What was there together was handed over together.
    expect(await hand.take(1)).toEqual(['2']);
    expect(await hand.next()).toEqual({ kind: 'cut-off', why: { kind: 'stopping' }, position: '2' });
    expect(await hand.next()).toBeUndefined();
  });

  it('that has left costs nothing more, also when it waited for the next event', async () => {
    const hand = new Hand(feed, undefined);
    await hand.take(1);
    expect(feed.readers).toBe(1);
    const waiting = hand.next();
    await hand.leave();
    expect(await waiting).toBeUndefined();
    expect(feed.readers).toBe(0);
  });
});

describe('a reader of one case', () => {
  it('reads the stream of that case alone, from where it asks, whatever else the log holds', async () => {
    await append(store, ONE, opened('service'), ...Array.from({ length: 40 }, () => waited));
    for (let event = 0; event < 50; event += 1) await append(store, TWO, ...(event ? [waited] : [opened('sales')]));
    const middle = await append(store, ONE, waited, waited);
    let looks = 0;
    const counted: EventStore = Object.assign(Object.create(store) as EventStore, {
      readAll: () => Promise.reject(new Error('the log was scanned')),
      subscribe: (options: Parameters<EventStore['subscribe']>[0]) => store.subscribe(options),
      async *readStream(stream: string, options?: Parameters<EventStore['readStream']>[1]) {
        for await (const event of store.readStream(stream, options)) {
          looks += 1;
          yield event;
        }
      },
    });
    const one = new CaseFeed(counted, { pageSize: 10 });
    const whole = new Hand(one, undefined, { case: ONE });
    expect((await whole.take(44)).slice(-2)).toEqual([middle, 'caught-up']);
    looks = 0;
    const rest = new Hand(one, '41', { case: ONE });
    expect(await rest.take(3)).toEqual([String(Number(middle) - 1), middle, 'caught-up']);
    // The last event, about five to halve 43, and the two.
    expect(looks).toBeLessThan(12);
    await append(store, TWO, waited);
    await append(store, ONE, waited);
    expect(await rest.take(1)).toEqual([String(Number(middle) + 2)]);
    await one.stop();
  });

  it('that has nothing yet waits for it, and goes on from where the log ends', async () => {
    const last = await append(store, TWO, opened('sales'));
    const hand = new Hand(feed, undefined, { case: ONE });
    expect(await hand.next()).toEqual({ kind: 'caught-up', position: last });
    const next = await append(store, ONE, opened('service'));
    expect(await hand.take(1)).toEqual([next]);
    await hand.leave();
  });
});

describe('the end of a token', () => {
  it.each([
    ['by its alarm', true],
    ['by the clock where the alarm is late', false],
  ])('ends its reader between two large events that were there together, %s', async (_, inTime) => {
    let now = '2026-03-02T09:00:00.000Z';
    const rings = new Set<() => void>();
    const clock = {
      now: () => now,
      wakeAt: (_: string, ring: () => void) => {
        rings.add(ring);
        return () => void rings.delete(ring);
      },
    };
    const timed = new CaseFeed(store, {}, clock);
    const large: CaseFact = { type: 'CaseReleased', data: { reason: 'x'.repeat(60_000) } };
    await append(store, ONE, opened('service'), large, large);
    const until = '2026-03-02T10:00:00.000Z';
    const messages = timed.follow({ after: undefined, filter: {}, until, signal: new AbortController().signal });
    now = '2026-03-02T09:59:59.999Z';
    expect((await messages.next()).value).toMatchObject({ run: { events: [{ position: '1' }, { position: '2' }] } });
    now = until;
    if (inTime) rings.forEach((ring) => ring());
    const end = { kind: 'cut-off', why: { kind: 'token-expired' }, position: '2' };
    expect((await messages.next()).value).toEqual(end);
    expect((await messages.next()).done).toBe(true);
    expect(rings.size).toBe(0);
    await timed.stop();
  });
});

describe('what waits for a reader', () => {
  it('is bounded by its size, too, but one run is always taken', async () => {
    const narrow = new CaseFeed(store, { bufferCharacters: 3000 });
    const hand = new Hand(narrow, undefined);
    await hand.take(1);
    const large: CaseFact = { type: 'CaseReleased', data: { reason: 'x'.repeat(5000) } };
    await append(store, ONE, opened('service'));
    await append(store, ONE, large);
    await settle();
    expect(await hand.next()).toEqual({ kind: 'cut-off', why: { kind: 'too-slow' }, position: undefined });
    const quick = new Hand(narrow, undefined);
    expect(await quick.take(3)).toEqual(['1', '2', 'caught-up']);
    await append(store, ONE, large);
    expect(await quick.take(1)).toEqual(['3']);
    await narrow.stop();
  });
});

describe('the one read of the log', () => {
  it('serves all readers', async () => {
    let reads = 0;
    const counted: EventStore = Object.assign(Object.create(store) as EventStore, {
      subscribe: (options: Parameters<EventStore['subscribe']>[0]) => {
        reads += 1;
        return store.subscribe(options);
      },
    });
    const shared = new CaseFeed(counted);
    const hands = Array.from({ length: 50 }, () => new Hand(shared, undefined));
    await Promise.all(hands.map((hand) => hand.take(1)));
    await append(store, ONE, opened('service'));
    expect((await Promise.all(hands.map((hand) => hand.take(1)))).flat()).toEqual(hands.map(() => '1'));
    expect(reads).toBe(1);
    await shared.stop();
  });

  it('works out whom an event concerns only where somebody wants to know of it', async () => {
    await append(store, ONE, opened('service'), waited, waited);
    const asked: string[] = [];
    const readStream = store.readStream.bind(store);
    store.readStream = (stream, options) => {
      asked.push(stream);
      return readStream(stream, options);
    };
    const all = new Hand(feed, '3');
    const opening = new Hand(feed, '3', { department: 'service', types: ['CaseOpened'] });
    expect([await all.take(1), await opening.take(1)]).toEqual([['caught-up'], ['caught-up']]);
    await append(store, ONE, waited);
    expect(await all.take(1)).toEqual(['4']);
    expect(asked).toEqual([]);
    const hand = new Hand(feed, '4', { department: 'service' });
    expect(await hand.take(1)).toEqual(['caught-up']);
    await append(store, ONE, waited);
    expect([await all.take(1), await hand.take(1)]).toEqual([['5'], ['5']]);
    expect(asked).toEqual([`case-${ONE}`]);
    for (const one of [all, opening, hand]) await one.leave();
  });

  it('tells who joins while it works out whom events concern of those events, too', async () => {
    await append(store, ONE, opened('service'), waited);
    const first = new Hand(feed, '2', { department: 'service', types: ['WaitEnded'] });
    expect(await first.take(1)).toEqual(['caught-up']);
    const [reading, joining] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const [readAll, readStream] = [store.readAll.bind(store), store.readStream.bind(store)];
    // The second has seen the end of the log, and joins once a later event of the next page than its own is being worked out.
    store.readAll = async (options) => {
      store.readAll = readAll;
      const page = await readAll(options);
      await joining.promise;
      return page;
    };
    store.readStream = async function* (stream, options) {
      joining.resolve();
      await reading.promise;
      yield* readStream(stream, options);
    };
    const second = new Hand(feed, '2', { department: 'service', types: ['WorkReported'] });
    const caughtUp = second.take(1);
    await settle();
    await append(store, ONE, { type: 'WorkReported', data: { step: 'looked at it' } }, waited);
    expect(await caughtUp).toEqual(['caught-up']);
    reading.resolve();
    expect([await first.take(1), await second.take(1)]).toEqual([['4'], ['3']]);
    for (const one of [first, second]) await one.leave();
  });

  it('that fails ends every reader, and begins anew with the next', async () => {
    let broken = true;
    const failing: EventStore = Object.assign(Object.create(store) as EventStore, {
      async *subscribe(options: Parameters<EventStore['subscribe']>[0]) {
        for await (const page of store.subscribe(options)) {
          if (broken) throw new StoreFailed('STORE_CLOSED', 'the disk is gone', 'Look after the disk');
          yield page;
        }
      },
    });
    const shared = new CaseFeed(failing);
    const hand = new Hand(shared, undefined);
    await hand.take(1);
    await append(store, ONE, opened('service'));
    expect(await hand.next()).toMatchObject({ kind: 'cut-off', why: { kind: 'failed' }, position: undefined });
    broken = false;
    const next = new Hand(shared, undefined);
    expect(await next.take(2)).toEqual(['1', 'caught-up']);
    await append(store, ONE, waited);
    expect(await next.take(1)).toEqual(['2']);
    await shared.stop();
  });
});

const DEPARTMENTS = ['service', 'sales', 'billing'];
const CASES = [ONE, TWO];
type Step =
  | { readonly do: 'append'; readonly to: number; readonly passTo: number; readonly count: number }
  | {
      readonly do: 'join';
      readonly from: number;
      readonly department: number;
      readonly narrow: boolean;
      readonly one: boolean;
    }
  | { readonly do: 'take'; readonly reader: number; readonly count: number }
  | { readonly do: 'turn' };

const small = (max: number) => fc.integer({ min: 0, max });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('append' as const), to: small(1), passTo: small(2), count: small(3) }),
  fc.record({
    do: fc.constant('join' as const),
    from: small(20),
    department: small(3),
    narrow: fc.boolean(),
    one: fc.boolean(),
  }),
  fc.record({ do: fc.constant('take' as const), reader: small(5), count: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ do: fc.constant('turn' as const) }),
);

/** A store whose answers take some turns of the loop to arrive, each as many as the next number says. */
function slowed(store: EventStore, turns: readonly number[]): EventStore {
  let answers = 0;
  const arrive = async (): Promise<void> => {
    const wait = turns[answers++ % turns.length] ?? 0;
    for (let turn = 0; turn < wait; turn += 1) await nextTurn();
  };
  const readAll: EventStore['readAll'] = async (options) => {
    const page = await store.readAll(options);
    await arrive();
    return page;
  };
  const subscribe: EventStore['subscribe'] = async function* (options) {
    for await (const page of store.subscribe({ ...options, pageSize: 3 })) {
      await arrive();
      yield page;
    }
  };
  const readStream: EventStore['readStream'] = async function* (stream, options) {
    await arrive();
    yield* store.readStream(stream, options);
  };
  return Object.assign(Object.create(store) as EventStore, { readAll, subscribe, readStream });
}

/** A reader that takes when it is told to, joins again where it was cut off, and writes down all that it got. */
class Follower {
  readonly got: Position[] = [];
  cuts = 0;
  private hand: Hand;
  private pending: Promise<void> | undefined;
  private owed = 0;

  constructor(
    private readonly feed: CaseFeed,
    readonly after: Position | undefined,
    readonly filter: CaseFilter,
  ) {
    this.hand = new Hand(feed, after, filter);
  }

  /** Takes so many messages, whenever they come. */
  take(count: number): void {
    this.owed += count;
    this.pending ??= this.work();
  }

  async until(last: Position): Promise<void> {
    this.owed = Infinity;
    this.last = last;
    this.pending ??= this.work();
    await this.pending;
    await this.hand.leave();
  }
  private last: Position | undefined;

  private async work(): Promise<void> {
    while (this.owed > 0 && (this.last === undefined || this.got.at(-1) !== this.last)) {
      const message = await this.hand.next();
      this.owed -= 1;
      if (message?.kind === 'event') this.got.push(message.event.position);
      if (message?.kind === 'cut-off') {
        this.cuts += 1;
        this.hand = new Hand(this.feed, message.position, this.filter);
      }
    }
    this.pending = undefined;
  }
}

async function wanted(store: EventStore, { after, filter }: Follower): Promise<Position[]> {
  const { events } = await store.readAll({ limit: 10_000 });
  const states = new Map<string, typeof noConcern>();
  return (events as CaseEvent[])
    .filter((event) => {
      const state = concern.evolve(states.get(event.stream) ?? noConcern, event);
      states.set(event.stream, state);
      return Number(event.position) > Number(after ?? 0) && picks(filter, event, departmentsConcerned(state, event));
    })
    .map(({ position }) => position);
}

describe('whatever the interleaving of appends, joins and slow readers', () => {
  it('every reader gets all that it asked for, in order, without a gap and without a double', async () => {
    let cuts = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 60 }),
        fc.array(small(3), { minLength: 1 }),
        async (steps, turns) => {
          const log = new MemoryEventStore();
          const tested = new CaseFeed(slowed(log, turns), { bufferSize: 2, pageSize: 2 });
          const followers: Follower[] = [];
          for (const [index, id] of CASES.entries()) await append(log, id, opened(DEPARTMENTS[index] ?? ''));
          let last = 2;
          for (const next of steps) {
            if (next.do === 'append') {
              const facts = [
                passed('x', DEPARTMENTS[next.passTo] ?? ''),
                ...Array.from({ length: next.count }, () => waited),
              ];
              last = Number(await append(log, CASES[next.to] ?? '', ...facts));
            } else if (next.do === 'join') {
              const department = DEPARTMENTS[next.department];
              const after = next.from === 0 ? undefined : String(Math.min(next.from, last));
              const narrow = next.narrow ? { types: ['TransferObserved'] } : {};
              const one = next.one ? { case: ONE } : {};
              followers.push(new Follower(tested, after, { ...narrow, ...one, ...(department ? { department } : {}) }));
            } else if (next.do === 'take') followers[next.reader]?.take(next.count);
            else await nextTurn();
          }
          // The last event concerns everybody: each department was accountable a moment before.
          for (const department of DEPARTMENTS) last = Number(await append(log, ONE, passed('x', department)));
          last = Number(await append(log, ONE, passed('x', 'service')));
          await Promise.all(followers.map((follower) => follower.until(String(last))));
          for (const follower of followers) {
            expect(follower.got).toEqual(await wanted(log, follower));
            cuts += follower.cuts;
          }
          await tested.stop();
          await log.close();
        },
      ),
      { numRuns: 300 },
    );
    expect(cuts).toBeGreaterThan(0);
  });
});
