import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import { status } from '@grpc/grpc-js';
import { derivedId } from '@baton/contracts';
import { verifyChain } from '../chain.js';
import type { Appended, EventStore, Page, StoredEvent } from '../port.js';
import { appendOptions, collect, freshStream, newEvent, readOn } from '../testing/index.js';
import { EventStoreDbEventStore, type EventStoreDbOptions } from './index.js';
import { DoubleLog } from './testing/double-log.js';
import { EventStoreDouble, type DoubleOptions } from './testing/event-store-double.js';
import { failing, failingAfterwards, lostAnswer, notLeader, silence, type Fault } from './testing/faults.js';

/** Long enough for a busy machine to connect in, short enough to be waited for. */
const PATIENCE = { call: 1000, settle: 40_000, probe: 3000 };
const GIVES_UP = { call: 700, settle: 2000, probe: 2000 };

const path = (name: string): string => join(import.meta.dirname, 'testing/certificates', `${name}.pem`);
const pem = (name: string): Buffer => readFileSync(path(name));

const ending: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

async function startDouble(options?: DoubleOptions): Promise<EventStoreDouble> {
  const double = await EventStoreDouble.start(options);
  ending.push(() => double.stop());
  return double;
}

async function openStore(at: EventStoreDouble | string, options: Partial<EventStoreDbOptions> = {}) {
  const connectionString = typeof at === 'string' ? at : at.connectionString;
  const store = await EventStoreDbEventStore.open({ connectionString, patience: PATIENCE, ...options });
  ending.push(() => store.close());
  return store;
}

/** Asks the same command: one event, with an id made of it. */
const ask = (store: EventStore, stream: string, commandId: string, expected: 'none' | 'any' | number = 'any') =>
  store.append(stream, [newEvent('Asked', {}, derivedId(commandId, 0))], appendOptions(expected, commandId));

/** Follows the log from its end until as many events of a stream have come. */
async function hear(store: EventStore, stream: string, count: number, seen: StoredEvent[] = []) {
  const ending = new AbortController();
  const after = await store.head();
  const heard = (async () => {
    for await (const page of store.subscribe({ after, signal: ending.signal }) as AsyncIterable<Page>) {
      seen.push(...page.events.filter((event) => event.stream === stream));
      if (seen.length >= count) ending.abort();
    }
    return seen;
  })();
  return { heard, stop: () => ending.abort() };
}

describe('an append whose outcome is unknown', () => {
  const kinds: readonly (readonly [string, Fault])[] = [
    ['the answer is lost', lostAnswer],
    ['nothing was stored and nothing is said', silence],
    ['the node goes away before it stores', failing(status.UNAVAILABLE)],
    ['the node goes away after it stored', failingAfterwards(status.UNAVAILABLE)],
    ['the server cancels it after it stored', failingAfterwards(status.CANCELLED)],
    ['the server gives up in time, after all storing it', failingAfterwards(status.ABORTED)],
    ['the deadline passes after it stored', failingAfterwards(status.DEADLINE_EXCEEDED)],
    ['the connection fails inside after it stored (INTERNAL)', failingAfterwards(status.INTERNAL)],
    ['the connection loses data after it stored (DATA_LOSS)', failingAfterwards(status.DATA_LOSS)],
    ['the server is not ready', failing(status.UNKNOWN, 'Server Is Not Ready')],
    ['the server knows no leader', failing(status.UNKNOWN, 'No leader info available in response')],
    ['the server is too busy', failing(status.UNAVAILABLE, 'Server Is Too Busy')],
    ['the server has no room for one more call', failing(status.RESOURCE_EXHAUSTED)],
  ];

  it.each(kinds)('is settled by asking again, and stored once, where %s', async (_, fault) => {
    const double = await startDouble();
    const store = await openStore(double);
    const [stream, commandId] = [freshStream(), randomUUID()];
    double.faults.append.push(fault, fault);
    const appended = await ask(store, stream, commandId, 'none');
    expect(appended).toMatchObject({ revision: 0 });
    await store.append(stream, [newEvent('Next')], appendOptions(0));
    const stored = await collect(store.readStream(stream));
    expect(stored.map(({ type }) => type)).toEqual(['Asked', 'Next']);
    expect(stored[0]?.position).toBe(appended.position);
    expect(await verifyChain(stored)).toBeUndefined();
  });

  it('says in the end that it is unknown, and the same command asked later is answered and stored once', async () => {
    const double = await startDouble();
    const store = await openStore(double, { patience: GIVES_UP });
    const [stream, commandId] = [freshStream(), randomUUID()];
    const faults = Array.from({ length: 100 }, () => lostAnswer);
    double.faults.append.push(...faults);
    const refused = ask(store, stream, commandId, 'none');
    await expect(refused).rejects.toMatchObject({ name: 'StoreFailed', code: 'STORE_UNREACHABLE' });
    await expect(refused).rejects.toThrow(/is unknown, and the same command may be sent again/);
    double.faults.append.splice(0);
    expect(await ask(store, stream, commandId, 'none')).toMatchObject({ revision: 0 });
    expect(await collect(store.readStream(stream))).toHaveLength(1);
  });

  it('has its time from its coming on, however many wait for the same stream, and who waited tried nothing', async () => {
    const double = await startDouble();
    const store = await openStore(double, { patience: GIVES_UP });
    const stream = freshStream();
    await ask(store, stream, randomUUID(), 'none');
    double.wire.silence();
    const refused = await Promise.allSettled([1, 2, 3].map(() => ask(store, stream, randomUUID())));
    const why: unknown[] = refused.map((outcome) => 'reason' in outcome && outcome.reason);
    expect(why).toMatchObject(Array.from({ length: 3 }, () => ({ code: 'STORE_UNREACHABLE' })));
    expect(why.map((error) => /is unknown/.test(String(error)))).toEqual([true, false, false]);
    expect(why.map((error) => /was not tried/.test(String(error)))).toEqual([false, true, true]);
    double.wire.speak();
    await ask(store, stream, randomUUID());
    // The one that was tried may have arrived all the same: none of the others did.
    expect((await collect(store.readStream(stream))).length).toBeLessThanOrEqual(3);
  });

  it('has the time of its call from when it is sent: of many callers some wait for others, and all are answered', async () => {
    const double = await startDouble();
    const store = await openStore(double);
    const waiting: (() => void)[] = [];
    let most = 0;
    const oneByOne: Fault = ({ store: keep, tell }) => {
      waiting.push(() => (keep(), tell()));
      most = Math.max(most, waiting.length);
      setImmediate(() => waiting.shift()?.());
    };
    double.faults.append.push(...Array.from({ length: 200 }, () => oneByOne));
    const asked = Array.from({ length: 200 }, () => ask(store, freshStream(), randomUUID(), 'none'));
    expect(new Set((await Promise.all(asked)).map(({ position }) => position)).size).toBe(200);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(32);
  });

  it('is refused when its time is over, also where it waited for others to be answered', async () => {
    const double = await startDouble();
    const store = await openStore(double, { patience: GIVES_UP });
    await ask(store, freshStream(), randomUUID(), 'none');
    double.wire.silence();
    const asked = Array.from({ length: 150 }, () => ask(store, freshStream(), randomUUID(), 'none'));
    const refused = await Promise.allSettled(asked);
    const why: unknown[] = refused.map((outcome) => 'reason' in outcome && outcome.reason);
    expect(why).toMatchObject(Array.from({ length: 150 }, () => ({ code: 'STORE_UNREACHABLE' })));
  });

  it('does not take the late answer of an attempt that was given up for that of a later append', async () => {
    const double = await startDouble();
    const store = await openStore(double);
    const stream = freshStream();
    const late: (() => void)[] = [];
    double.faults.append.push(({ store: keep, tell }) => {
      keep();
      late.push(tell);
    });
    const first = await ask(store, stream, randomUUID(), 'none');
    for (const tell of late) tell();
    const second = await ask(store, stream, randomUUID(), 0);
    expect([first.revision, second.revision]).toEqual([0, 1]);
    expect(await collect(store.readStream(stream))).toHaveLength(2);
  });

  it('is settled where the connection is reset while it is under way', async () => {
    const double = await startDouble();
    const store = await openStore(double);
    const stream = freshStream();
    await store.append(stream, [newEvent('First')], appendOptions('none'));
    double.faults.append.push(({ store: keep }) => {
      keep();
      double.wire.cut();
    });
    expect(await ask(store, stream, randomUUID(), 0)).toMatchObject({ revision: 1 });
    expect(await collect(store.readStream(stream))).toHaveLength(2);
  });

  it('is settled where the server is restarted while many are under way, and none of another store is lost with it', async () => {
    const double = await startDouble();
    const other = await startDouble();
    const [store, elsewhere] = [await openStore(double), await openStore(other)];
    const streams = Array.from({ length: 20 }, () => freshStream());
    const under = streams.map((stream) => ask(store, stream, randomUUID(), 'none'));
    const apart = streams.map((stream) => ask(elsewhere, stream, randomUUID(), 'none'));
    await double.restart();
    await Promise.all([...under, ...apart]);
    for (const stream of streams) {
      expect(await collect(store.readStream(stream))).toHaveLength(1);
      expect(await collect(elsewhere.readStream(stream))).toHaveLength(1);
    }
    // The stream in which one client's failure is everybody's is not used.
    expect([double.calls.batchAppend, other.calls.batchAppend]).toEqual([0, 0]);
  });
});

describe('two processes', () => {
  it('X1 answer a command alike that both were asked at once, and go on with the same chain', async () => {
    const double = await startDouble();
    const [one, two] = [await openStore(double), await openStore(double)];
    const [stream, commandId] = [freshStream(), randomUUID()];
    await one.append(stream, [newEvent('First')], appendOptions('none'));
    expect(await two.findCommand(commandId, stream)).toBeUndefined();
    // Both know the stream, and neither reads it again before it writes: the ids alone would look like a retry.
    const answers: Appended[] = [await ask(one, stream, commandId, 0)];
    const late = newEvent('Asked', { by: 'two' }, derivedId(commandId, 0));
    answers.push(await two.append(stream, [late], appendOptions(0, commandId)));
    expect(answers[1]).toEqual(answers[0]);
    await two.append(stream, [newEvent('Next')], appendOptions(1));
    const stored = await collect(one.readStream(stream));
    expect(stored.map(({ data }) => data)).toEqual([{}, {}, {}]);
    expect(await verifyChain(stored)).toBeUndefined();
  });

  it('X1 refuse the same command with another body, though the server would take its ids for a retry', async () => {
    const double = await startDouble();
    const [one, two] = [await openStore(double), await openStore(double)];
    const [stream, commandId] = [freshStream(), randomUUID()];
    expect(await two.findCommand(commandId, stream)).toBeUndefined();
    await ask(one, stream, commandId, 'none');
    const event = newEvent('Asked', {}, derivedId(commandId, 0));
    const other = two.append(stream, [event], appendOptions('none', commandId, { body: 'another' }));
    await expect(other).rejects.toMatchObject({ code: 'COMMAND_ID_REUSED' });
  });

  it('read what the other one wrote before they refuse for where a stream stands', async () => {
    const double = await startDouble();
    const [one, two] = [await openStore(double), await openStore(double)];
    const stream = freshStream();
    await one.append(stream, [newEvent('First')], appendOptions('none'));
    await two.append(stream, [newEvent('Second')], appendOptions(0));
    const conflict = one.append(stream, [newEvent('Third')], appendOptions(0));
    await expect(conflict).rejects.toMatchObject({ code: 'WRONG_EXPECTED_REVISION', expected: 0, actual: 1 });
    expect(await one.append(stream, [newEvent('Third')], appendOptions(1))).toMatchObject({ revision: 2 });
    expect(await one.append(stream, [newEvent('Fourth')], appendOptions('exists'))).toMatchObject({ revision: 3 });
  });
});

it('an append that is larger than the server takes is refused with how large it may be', async () => {
  const double = await startDouble();
  const store = await openStore(double);
  const exception = { exception: 'maximum-append-size-exceeded', 'maximum-append-size': '100' };
  double.faults.append.push(failing(status.INVALID_ARGUMENT, 'too large', exception));
  const stream = freshStream();
  const events = [newEvent('Large', { text: 'x'.repeat(300) }), newEvent('Large', { text: 'x'.repeat(300) })];
  const refused = store.append(stream, events, appendOptions('none'));
  await expect(refused).rejects.toMatchObject({ code: 'TOO_LARGE', what: 'append', limit: 100 });
  const { bytes } = (await refused.catch((error: unknown) => error)) as { bytes: number };
  expect(bytes).toBeGreaterThan(600);
  expect(await collect(store.readStream(stream))).toEqual([]);
});

describe('a stream that is not as it was known', () => {
  it.each<readonly [string, (double: EventStoreDouble, stream: string) => void]>([
    ['was deleted, and can be written anew', ({ log }, stream) => log.delete(`baton.${stream}`)],
    [
      'was deleted for ever',
      ({ faults }, stream) => {
        const exception = { exception: 'stream-deleted', 'stream-name': `baton.${stream}` };
        faults.append.push(failing(status.FAILED_PRECONDITION, 'is deleted', exception));
      },
    ],
  ])('is corrupt where it %s', async (_, destroy) => {
    const double = await startDouble();
    const [store, fresh] = [await openStore(double), await openStore(double)];
    const stream = freshStream();
    await ask(store, stream, randomUUID(), 'none');
    destroy(double, stream);
    const refused = ask(fresh, stream, randomUUID(), 'none');
    await expect(refused).rejects.toMatchObject({ name: 'StoreFailed', code: 'STORE_CORRUPT' });
    await expect(refused).rejects.toThrow(`${stream} was deleted or truncated by something outside the service`);
  });

  it.each([
    ['longer', 3],
    ['shorter', 1],
  ])('is read whole again where what was restored is another and %s', async (_, length) => {
    const double = await startDouble();
    const store = await openStore(double);
    const stream = freshStream();
    for (let index = 0; index < 2; index++) await ask(store, stream, randomUUID());
    const backup = await startDouble();
    const other = await openStore(backup);
    for (let index = 0; index < length; index++) await ask(other, stream, randomUUID());
    double.log = backup.log;
    expect(await ask(store, stream, randomUUID())).toMatchObject({ revision: length });
    expect(await verifyChain(await collect(store.readStream(stream)))).toBeUndefined();
  });
});

describe('a cluster', () => {
  /** A leader and a follower with one log, and a connection string that names both. */
  const startCluster = async () => {
    const leader = await startDouble();
    const follower = await startDouble({ log: leader.log, leader });
    leader.members = follower.members;
    const hosts = [follower, leader].map(({ wire }) => wire.address).join(',');
    return { leader, follower, connectionString: `esdb://${hosts}?tls=false&discoveryInterval=20&gossipTimeout=1` };
  };

  it('is followed to the leader where a node says that it is not the one', async () => {
    const { leader, follower } = await startCluster();
    const store = await openStore(follower);
    const stream = freshStream();
    await ask(store, stream, randomUUID(), 'none');
    // A follower may be behind: not even reads are left with it.
    expect([follower.calls.append, follower.calls.read]).toEqual([0, 0]);
    const next = await startDouble({ log: leader.log });
    leader.faults.append.push(({ fail }) => fail(notLeader(next.wire.address)));
    await ask(store, stream, randomUUID());
    expect(await collect(store.readStream(stream))).toHaveLength(2);
    expect([leader.calls.append, next.calls.append]).toEqual([2, 1]);
  });

  it('is not written to, and not asked whether it could be, at a node that has ceased to lead', async () => {
    const former = await startDouble();
    const store = await openStore(former);
    former.leader = await startDouble({ log: former.log });
    await ask(store, freshStream(), randomUUID(), 'none');
    expect(former.leader.calls.append).toBe(1);
    const other = await openStore(former.leader);
    former.leader.leader = await startDouble({ log: former.log });
    await other.tryWriting();
    expect(former.leader.leader.calls.append).toBe(1);
  });

  it('is asked anew who leads where the leader that was named is gone', async () => {
    const { leader, follower, connectionString } = await startCluster();
    const store = await openStore(connectionString);
    const [stream, commandId] = [freshStream(), randomUUID()];
    await ask(store, stream, randomUUID(), 'none');
    await leader.stop();
    const appended = ask(store, stream, commandId);
    const next = await startDouble({ log: leader.log });
    follower.members = next.members;
    expect(await appended).toMatchObject({ revision: 1 });
    expect(next.calls.append).toBe(1);
  });

  it('is asked anew who leads where the one that is read ends before what a reader has seen', async () => {
    const { leader, follower, connectionString } = await startCluster();
    const store = await openStore(connectionString);
    await ask(store, freshStream(), randomUUID(), 'none');
    const after = await store.head();
    const next = await startDouble({ log: leader.log });
    leader.members = follower.members = next.members;
    const cutOff: Fault = ({ tell }) => tell(new DoubleLog());
    leader.faults.read.push(...Array.from({ length: 100 }, () => cutOff));
    expect(await store.readAll({ after, limit: 10 })).toMatchObject({ events: [], position: after, atEnd: true });
    expect(next.calls.read).toBeGreaterThan(0);
  });

  it('is found again after nobody could say who leads, by the same store', async () => {
    const { leader, follower, connectionString } = await startCluster();
    const store = await openStore(`${connectionString}&maxDiscoverAttempts=1`, { patience: GIVES_UP });
    await leader.wire.down();
    await follower.wire.down();
    await expect(store.head()).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
    await expect(ask(store, freshStream(), randomUUID())).rejects.toThrow(
      /no node says who leads|no connection|no answer/,
    );
    await leader.wire.up();
    await follower.wire.up();
    expect(await ask(store, freshStream(), randomUUID())).toMatchObject({ revision: 0 });
    expect(await store.head()).toBeDefined();
  });

  it.each<readonly [string, Fault]>([
    ['is not ready', failing(status.UNKNOWN, 'Server Is Not Ready')],
    ['lets the deadline pass', failing(status.DEADLINE_EXCEEDED)],
    ['says nothing', silence],
  ])('is told of as without a leader, in bounded time, where it %s', async (_, fault) => {
    const double = await startDouble();
    const store = await openStore(double, { patience: { ...PATIENCE, probe: 1000 } });
    double.faults.read.push(...Array.from({ length: 100 }, () => fault));
    await expect(store.head()).rejects.toMatchObject({ name: 'StoreFailed', code: 'STORE_UNREACHABLE' });
    double.faults.read.splice(0);
    expect(await store.head()).toBeDefined();
  });
});

describe('whether an append could be stored', () => {
  it.each<readonly [string, Fault, string]>([
    ['a leader without a majority lets it wait', silence, 'STORE_UNREACHABLE'],
    ['the deadline passes', failing(status.DEADLINE_EXCEEDED), 'STORE_UNREACHABLE'],
    [
      'the user may read alone',
      failing(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' }),
      'STORE_DENIED',
    ],
  ])('is told by an append, also while the log can be read: not where %s', async (_, fault, code) => {
    const double = await startDouble();
    const store = await openStore(double, { patience: { ...PATIENCE, probe: 1000 } });
    double.faults.append.push(...Array.from({ length: 100 }, () => fault));
    await expect(store.tryWriting()).rejects.toMatchObject({ name: 'StoreFailed', code });
    expect(await store.head()).toBeDefined();
    double.faults.append.splice(0);
    await store.tryWriting();
    expect(await readOn(store, undefined)).toEqual([]);
  });
});

describe('a store that is closed', () => {
  it('leaves no connection behind', async () => {
    const double = await startDouble();
    const store = await openStore(double);
    const { heard } = await hear(store, freshStream(), 1);
    while (double.calls.subscribe === 0) await nextTurn();
    await Promise.allSettled([heard, store.close()]);
    while (double.wire.connections > 0) await nextTurn();
  });

  it('leaves none behind either where somebody began to follow the log in the same moment', async () => {
    const double = await startDouble();
    const store = await openStore(double);
    const following = collect(store.subscribe({ signal: new AbortController().signal }));
    await Promise.all([expect(following).rejects.toMatchObject({ code: 'STORE_CLOSED' }), store.close()]);
    while (double.wire.connections > 0) await nextTurn();
  });

  it('makes no new one for a long stream that somebody reads on', async () => {
    const double = await startDouble();
    const store = await openStore(double);
    const stream = freshStream();
    const events = Array.from({ length: 250 }, () => newEvent('Long'));
    await store.append(stream, events, appendOptions('none'));
    let seen = 0;
    const reading = (async () => {
      for await (const _ of store.readStream(stream)) if (++seen === 200) await store.close();
    })();
    await expect(reading).rejects.toMatchObject({ name: 'StoreFailed', code: 'STORE_CLOSED' });
    expect(double.wire.made).toBe(1);
    while (double.wire.connections > 0) await nextTurn();
  });

  it('asks nobody any more for what was under way', async () => {
    const double = await startDouble();
    const store = await openStore(double);
    await double.wire.down();
    const read = store.readAll({ limit: 1 });
    await store.close();
    await double.wire.up();
    await expect(read).rejects.toMatchObject({ name: 'StoreFailed', code: 'STORE_CLOSED' });
  });
});

describe('a read', () => {
  it('is made again where the connection is reset in the midst of the answer', async () => {
    const double = await startDouble();
    const store = await openStore(double);
    const stream = freshStream();
    const events = Array.from({ length: 300 }, (_, index) => newEvent('Long', { index, text: 'x'.repeat(500) }));
    await store.append(stream, events, appendOptions('none'));
    for (const bytes of [1, 5000, 100_000]) {
      double.wire.cutAfter(bytes);
      expect(await collect(store.readStream(stream))).toHaveLength(300);
    }
    double.wire.cutAfter(50_000);
    expect((await readOn(store, undefined, 1000)).length).toBe(300);
  });

  it('is made again where the server froze and goes on', async () => {
    const double = await startDouble();
    const store = await openStore(double);
    const stream = freshStream();
    await ask(store, stream, randomUUID(), 'none');
    double.wire.silence();
    const read = collect(store.readStream(stream));
    await expect(store.head()).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
    double.wire.speak();
    expect(await read).toHaveLength(1);
  });

  it.each([
    ['data that is no JSON', '{"half":', { hash: 'x' }, /no JSON object/],
    ['metadata that is no JSON', '{}', 'nonsense', /metadata is no JSON object/],
    ['no metadata', '{}', {}, /metadata has no id/],
  ])('names stream and revision of an event with %s, in the stream and in the log', async (_, data, metadata, why) => {
    const double = await startDouble();
    const store = await openStore(double);
    const stream = freshStream();
    await ask(store, stream, randomUUID(), 'none');
    double.log.plant(`baton.${stream}`, 'Planted', data, metadata);
    const corrupt = { name: 'StoreFailed', code: 'STORE_CORRUPT' };
    await expect(collect(store.readStream(stream))).rejects.toMatchObject(corrupt);
    await expect(collect(store.readStream(stream))).rejects.toThrow(why);
    await expect(store.readAll({ limit: 10 })).rejects.toThrow(`baton.${stream} has at revision 1`);
    await expect(store.append(stream, [newEvent('More')], appendOptions(1))).rejects.toMatchObject(corrupt);
  });

  it('is not taken in by a leader that was cut off and does not know what was written since', async () => {
    const double = await startDouble();
    const store = await openStore(double);
    const stream = freshStream();
    await ask(store, stream, randomUUID(), 'none');
    const after = await store.head();
    await ask(store, stream, randomUUID(), 0);
    const before: Fault = ({ tell }) => tell(new DoubleLog());
    double.faults.read.push(before, before, before);
    expect(await store.readAll({ after, limit: 10 })).toMatchObject({ events: [{ stream, revision: 1 }], atEnd: true });
    expect(double.faults.read).toEqual([]);
  });

  it('passes over what is not ours, and does not stop at it', async () => {
    const double = await startDouble();
    const store = await openStore(double);
    for (let index = 0; index < 5; index++) double.log.plant('billing-1', 'Billed', 'nonsense', {});
    const stream = freshStream();
    await ask(store, stream, randomUUID(), 'none');
    expect((await readOn(store, undefined, 2)).map((event) => event.stream)).toEqual([stream]);
  });
});

describe('a position that is no place in the log', () => {
  const unknown = { name: 'StoreFailed', code: 'POSITION_UNKNOWN' };

  it('is refused to who reads and to who follows, soon, and touches no call of others', async () => {
    const double = await startDouble();
    const store = await openStore(double);
    const stream = freshStream();
    await ask(store, stream, randomUUID(), 'none');
    const { connections } = double.wire;
    await expect(store.readAll({ after: '7/7', limit: 10 })).rejects.toMatchObject(unknown);
    expect([double.wire.connections, double.wire.made]).toEqual([connections, connections]);
    const following = collect(store.subscribe({ after: '7/7', signal: new AbortController().signal }));
    await expect(following).rejects.toMatchObject(unknown);
    await expect(following).rejects.toThrow(/7\/7 is no place in this log.*read from the beginning/);
  });

  it.each([
    ['says so of all that fails as it reads', status.UNKNOWN, 'Unexpected ReadAllResult: Error'],
    ['says so of such a place alone', status.INVALID_ARGUMENT, 'Trying to read from an invalid position.'],
  ])('is told from trouble of a server that %s by asking again', async (_, code, details) => {
    const double = await startDouble();
    const store = await openStore(double);
    await ask(store, freshStream(), randomUUID(), 'none');
    const after = await store.head();
    const refused = failing(code, details);
    double.faults.read.push(refused, refused);
    expect(await store.readAll({ after, limit: 1 })).toMatchObject({ events: [], atEnd: true });
    double.faults.read.push(refused, refused, refused);
    await expect(store.readAll({ after, limit: 1 })).rejects.toMatchObject(unknown);
  });
});

describe('a subscription', () => {
  const others = (double: EventStoreDouble, count: number) => {
    for (let index = 0; index < count; index++) double.log.plant('billing-1', 'Billed', {}, {});
  };

  it.each<readonly [string, (double: EventStoreDouble) => Promise<void> | void]>([
    ['the node goes away', (double) => double.dropSubscriptions()],
    ['the connection is reset', (double) => double.wire.cut()],
    ['the connection is reset in the midst of what is said', (double) => double.wire.cutAfter(10)],
    ['the server is restarted', (double) => double.restart()],
    ['the server cannot be reached for a while', async ({ wire }) => wire.down().then(() => wire.up())],
  ])('goes on where it was, each event once and in order, where %s', async (_, disturb) => {
    const double = await startDouble();
    const [store, writer] = [await openStore(double), await openStore(double)];
    const stream = freshStream();
    const seen: StoredEvent[] = [];
    const { heard } = await hear(store, stream, 30, seen);
    for (let index = 0; index < 30; index++) {
      await writer.append(stream, [newEvent('Told', { index })], appendOptions('any'));
      if (index % 10 === 5) await disturb(double);
    }
    expect((await heard).map(({ revision }) => revision)).toEqual(Array.from({ length: 30 }, (_, index) => index));
    expect(await verifyChain(seen)).toBeUndefined();
  });

  it('shows each event once where the server tells of each twice', async () => {
    const double = await startDouble();
    double.times = 2;
    const [store, writer] = [await openStore(double), await openStore(double)];
    const stream = freshStream();
    const { heard } = await hear(store, stream, 10);
    for (let index = 0; index < 10; index++) await writer.append(stream, [newEvent('Told')], appendOptions('any'));
    expect((await heard).map(({ revision }) => revision)).toEqual(Array.from({ length: 10 }, (_, index) => index));
  });

  it('is resumed where it was refused, and after events that are not ours', async () => {
    const double = await startDouble();
    double.faults.subscribe.push(failing(status.UNAVAILABLE), failing(status.INTERNAL), failing(status.DATA_LOSS));
    const [store, writer] = [await openStore(double), await openStore(double)];
    const stream = freshStream();
    const { heard } = await hear(store, stream, 2);
    await ask(writer, stream, randomUUID(), 'none');
    others(double, 3000);
    double.dropSubscriptions();
    await ask(writer, stream, randomUUID(), 0);
    expect(await heard).toHaveLength(2);
    expect(double.calls.subscribe).toBeGreaterThan(3);
  });

  it('waits for a server that is away for longer than a read may take, and ends at its signal meanwhile', async () => {
    const double = await startDouble();
    const store = await openStore(double, { patience: GIVES_UP });
    const writer = await openStore(double);
    const stream = freshStream();
    const [patient, impatient] = [await hear(store, stream, 1), await hear(store, stream, 1)];
    double.wire.silence();
    await expect(ask(store, stream, randomUUID())).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
    impatient.stop();
    expect(await impatient.heard).toEqual([]);
    double.wire.speak();
    await ask(writer, stream, randomUUID());
    expect((await patient.heard).length).toBeGreaterThan(0);
  });

  it('ends where the log was put back and has gone on from there: what it has seen is no longer in it', async () => {
    const double = await startDouble();
    const [store, writer] = [await openStore(double), await openStore(double)];
    const stream = freshStream();
    const pages = store.subscribe({ signal: new AbortController().signal })[Symbol.asyncIterator]();
    await ask(writer, stream, randomUUID(), 'none');
    const { value: seen } = (await pages.next()) as { value: Page };
    expect(seen.events).toMatchObject([{ stream, revision: 0 }]);
    double.log = new DoubleLog();
    await ask(await openStore(double), stream, randomUUID(), 'none');
    expect(await store.head()).toBe(seen.position);
    const next = pages.next();
    double.dropSubscriptions();
    await expect(next).rejects.toMatchObject({ name: 'StoreFailed', code: 'POSITION_UNKNOWN' });
  });

  it('gives up where the server is away for longer than it was told to wait, and says so', async () => {
    const double = await startDouble();
    const store = await openStore(double);
    double.wire.silence();
    const following = collect(store.subscribe({ patience: 500, signal: new AbortController().signal }));
    await expect(following).rejects.toMatchObject({ name: 'StoreFailed', code: 'STORE_UNREACHABLE' });
  });
});

describe('opening', () => {
  const open = (connectionString: string, patience = GIVES_UP) =>
    EventStoreDbEventStore.open({ connectionString, patience });

  it('says which cluster it found', async () => {
    const double = await startDouble();
    const store = await openStore(double);
    expect(store.facts()).toEqual({
      engine: 'eventstoredb',
      durability: 'acknowledged by a single node',
      where: `esdb://${double.wire.address} (version 23.10.8.double, led by ${double.wire.address}), streams baton.*`,
    });
  });

  it('says how many nodes have a vote, as it is now, also of those that are away', async () => {
    const double = await startDouble();
    const store = await openStore(double);
    const { LEADER, FOLLOWER, READONLYREPLICA } = gossip.MemberInfo.VNodeState;
    double.members = [
      { address: '127.0.0.1:1', state: LEADER },
      { address: '127.0.0.1:2', state: FOLLOWER, away: true },
      { address: '127.0.0.1:3', state: FOLLOWER },
      { address: '127.0.0.1:4', state: READONLYREPLICA },
    ];
    await store.head();
    const where: unknown = expect.stringContaining('led by 127.0.0.1:1)');
    expect(store.facts()).toMatchObject({ durability: 'acknowledged by a majority of 3 nodes', where });
  });

  it('says that a server cannot be reached', async () => {
    const double = await startDouble();
    await double.wire.down();
    const failed = open(double.connectionString);
    await expect(failed).rejects.toMatchObject({ name: 'StoreFailed', code: 'STORE_UNREACHABLE' });
    await expect(failed).rejects.toThrow(
      `esdb://${double.wire.address} does not answer (no connection: connect ECONNREFUSED ${double.wire.address})`,
    );
    await double.wire.up();
  });

  it('says of a cluster what each node says for itself', async () => {
    const [one, two] = [await startDouble(), await startDouble()];
    await one.wire.down();
    two.members = [];
    const hosts = `${one.wire.address},${two.wire.address}`;
    const failed = open(`esdb://${hosts}?tls=false&discoveryInterval=20`);
    await expect(failed).rejects.toThrow(
      `esdb://${hosts} has no leader that answers: ${one.wire.address} does not answer`,
    );
    await expect(failed).rejects.toThrow(`${two.wire.address} knows 0 nodes that are alive, led by none`);
    await one.wire.up();
  });

  it.each([
    ['has ended', 'expired', 'expired', /certificate has expired/],
    ['was signed by nobody known', 'valid', '', /self-signed certificate/],
  ])('says of a certificate that it %s', async (_, certificate, authority, why) => {
    const double = await startDouble({ tls: { certificate: pem(certificate), key: pem('key') } });
    const { connectionString } = double;
    const named = connectionString.replace('//', '//admin:changeit@') + (authority && `&tlsCAFile=${path(authority)}`);
    const { address } = double.wire;
    // Of a cluster the client alone would say no more than that it found no leader.
    const ofMany = named.replace(address, `${address},${address.replace('127.0.0.1', 'localhost')}`);
    for (const text of [named, ofMany]) {
      const failed = open(text);
      await expect(failed).rejects.toThrow(why);
      const remedy: unknown = expect.stringContaining('tlsCAFile');
      await expect(failed).rejects.toMatchObject({ code: 'STORE_UNREACHABLE', remedy });
    }
  });

  it.each<readonly [string, DoubleOptions, string]>([
    ['no TLS and it was told to', {}, 'tls=true'],
    ['TLS and it was told not to', { tls: { certificate: pem('valid'), key: pem('key') } }, 'tls=false'],
  ])('says what to look at where the node speaks %s', async (_, options, told) => {
    const { wire } = await startDouble(options);
    const remedy: unknown = expect.stringMatching(/the connection string says tls=false where it speaks no TLS/);
    const failed = open(`esdb://admin:p@${wire.address}?${told}`);
    await expect(failed).rejects.toMatchObject({ code: 'STORE_UNREACHABLE', remedy });
  });

  it('says in a few words what OpenSSL says in many', async () => {
    const { wire } = await startDouble();
    await expect(open(`esdb://admin:p@${wire.address}`)).rejects.toThrow('(no connection: wrong version number)');
  });

  it.each([
    ['cannot be read', path('missing'), /names a tlsCAFile that cannot be read: ENOENT.*missing\.pem/],
    ['holds no certificate', path('key'), /names a tlsCAFile that holds no certificate: .*key\.pem/],
  ])('says at once of an authority that it %s', async (_, file, why) => {
    const failed = open(`esdb://admin:secret@127.0.0.1:1?tls=true&tlsCAFile=${file}`);
    await expect(failed).rejects.toThrow(why);
    const remedy: unknown = expect.stringMatching(/tlsCAFile a file that the service may read/);
    await expect(failed).rejects.toMatchObject({ name: 'StoreFailed', code: 'STORE_UNREACHABLE', remedy });
  });

  it('does not look at an authority that is not asked for', async () => {
    const double = await startDouble();
    await openStore(`${double.connectionString}&tlsCAFile=${path('missing')}`);
  });

  it('says that something else is there than an EventStoreDB', async () => {
    const double = await startDouble();
    double.faults.read.push(...Array.from({ length: 100 }, () => failing(status.UNIMPLEMENTED, 'unknown service')));
    const failed = open(double.connectionString);
    await expect(failed).rejects.toMatchObject({ name: 'StoreFailed', code: 'STORE_UNREACHABLE' });
    await expect(failed).rejects.toThrow(
      /does not know what is asked: unknown service.*See that an EventStoreDB is there/s,
    );
  });

  it('speaks TLS with user and password', async () => {
    const double = await startDouble({ tls: { certificate: pem('valid'), key: pem('key') } });
    const named = `${double.connectionString.replace('//', '//admin:p%3Aw@')}&tlsCAFile=${path('valid')}`;
    const store = await openStore(named);
    await ask(store, freshStream(), randomUUID(), 'none');
    expect(double.users).toEqual(new Set(['admin:p:w']));
  });

  it('says that user and password are not accepted', async () => {
    const double = await startDouble();
    double.faults.read.push(failing(status.UNAUTHENTICATED));
    await expect(open(double.connectionString)).rejects.toMatchObject({ name: 'StoreFailed', code: 'STORE_DENIED' });
    double.faults.read.push(failing(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' }));
    await expect(open(double.connectionString)).rejects.toMatchObject({ name: 'StoreFailed', code: 'STORE_DENIED' });
  });

  it.each([
    ['esdb://admin:se:cret@localhost:2113', /more than one colon/],
    ['esdb://admin:secret@localhost:2113?throwOnAppendFailure=false&tls=false', /throwOnAppendFailure=false/],
    ['esdb://localhost:2113', /names no user and password/],
    ['http://admin:secret@localhost:2113', /cannot be read/],
    ['esdb://admin:secret@localhost:port', /cannot be read/],
  ])('refuses a connection string that would not do what it says, without repeating it: %s', async (text, why) => {
    const failed = open(text);
    await expect(failed).rejects.toMatchObject({ name: 'StoreFailed', code: 'STORE_UNREACHABLE' });
    await expect(failed).rejects.toThrow(why);
    await expect(failed).rejects.not.toThrow(/secret|se:cret/);
  });
});
