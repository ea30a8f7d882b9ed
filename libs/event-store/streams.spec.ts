import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { derivedId, refuse, streamOf, type Recorded } from '@baton/contracts';
import { Refusal, type Aggregate, type Decide, type Fact } from '@baton/decider';
import { verifyChain } from './chain.js';
import type { CommandContext } from './command.js';
import { MemoryEventStore } from './memory/index.js';
import type { AppendOptions, Appended, EventStore, NewEvent, ReadStream, StoredEvent } from './port.js';
import { BEGINNING } from './positions.js';
import { SqliteEventStore } from './sqlite/index.js';
import { Streams } from './streams.js';
import { appendOptions, collect, newEvent } from './testing/index.js';
import { temporaryFolders } from './testing/temporary-folder.js';

type Step = Fact<'Stepped', { by: number }>;

/** A sum of steps: enough of an aggregate to tell which events were folded, how often and in which order. */
const walk: Aggregate<{ sum: number; steps: number }, Recorded<Step>> = {
  initial: { sum: 0, steps: 0 },
  evolve: ({ sum, steps }, event) => ({ sum: sum + event.data.by, steps: steps + 1 }),
};
const step =
  (by: number, limit = Infinity): Decide<{ sum: number }, Step> =>
  ({ sum }) => {
    if (sum + by > limit) refuse('CASE_NOT_OPEN', 'too far: turn round');
    return by === 0 ? [] : [{ type: 'Stepped', data: { by } }];
  };

const NOW = '2026-03-02T10:00:00Z';
const command = (more: Partial<CommandContext> = {}): CommandContext => ({
  commandId: randomUUID(),
  commandHash: 'a'.repeat(64),
  by: { agent: 'a-1', department: 'service', role: 'AGENT' },
  now: NOW,
  correlationId: 'correlation-1',
  ...more,
});
const otherBody = 'b'.repeat(64);
const anything = { validate: () => [] };

/** A store that lets something happen before an append, and notes which revisions were read. */
class ObservedStore extends MemoryEventStore {
  beforeAppend: (() => Promise<unknown>) | undefined;
  readonly read: number[] = [];
  bent: ((event: StoredEvent) => StoredEvent) | undefined;

  override async append(stream: string, events: readonly NewEvent[], options: AppendOptions): Promise<Appended> {
    const intrude = this.beforeAppend;
    this.beforeAppend = undefined;
    await intrude?.();
    return super.append(stream, events, options);
  }

  override async *readStream(stream: string, options?: ReadStream): AsyncGenerator<StoredEvent, void, undefined> {
    for await (const event of super.readStream(stream, options)) {
      this.read.push(event.revision);
      yield this.bent ? this.bent(event) : event;
    }
  }
}

const refusal = async (promise: Promise<unknown>): Promise<Refusal> => {
  const outcome: unknown = await promise.catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(Refusal);
  return outcome as Refusal;
};

describe('deciding on a stream', () => {
  let store: ObservedStore;
  let streams: Streams;
  let stream: string;
  beforeEach(() => {
    store = new ObservedStore();
    streams = new Streams(store, anything);
    stream = streamOf('case', randomUUID());
  });
  const intrude = (by: number) => () => store.append(stream, [newEvent('Stepped', { by })], appendOptions('any'));

  it('appends what was decided on the state as it is, and answers where it stands', async () => {
    const first = await streams.decide(stream, walk, step(2), command());
    const second = await streams.decide(stream, walk, step(3), command());
    expect([first, second]).toEqual([
      { stream, revision: 0, position: '1' },
      { stream, revision: 1, position: '2' },
    ]);
    expect(await streams.load(stream, walk)).toMatchObject({ state: { sum: 5, steps: 2 }, revision: 1, position: '2' });
    expect(await streams.load(streamOf('case', randomUUID()), walk)).toBeUndefined();
  });

  it('dresses each fact with who, when and why, and with an id that a retry would make again', async () => {
    const context = command({
      occurredAt: '2026-03-02T10:00:00+02:00',
      traceparent: '00-1-2-01',
      imported: true,
    });
    const twice: Decide<unknown, Step> = () => [1, 2].map((by) => ({ type: 'Stepped', data: { by } }));
    await streams.decide(stream, walk, twice, context);
    const events = await collect(streams.read(stream));
    expect(events.map(({ id }) => id)).toEqual([0, 1].map((index) => derivedId(context.commandId, index)));
    expect(events[1]).toMatchObject({
      schemaVersion: 1,
      occurredAt: '2026-03-02T08:00:00.000Z',
      recordedAt: '2026-03-02T10:00:00.000Z',
      by: context.by,
      commandId: context.commandId,
      commandHash: context.commandHash,
      correlationId: 'correlation-1',
      causationId: context.commandId,
      traceparent: '00-1-2-01',
      imported: true,
    });
    expect(await verifyChain(events)).toBeUndefined();
  });

  it('answers where the stream stands when nothing needed to happen, and stores nothing', async () => {
    const receipt = await streams.decide(stream, walk, step(1), command());
    await store.append('case-other', [newEvent('Elsewhere')], appendOptions('any'));
    expect(await streams.decide(stream, walk, step(0), command())).toEqual(receipt);
    expect(await store.head()).toBe('2');
  });

  it('answers the beginning for a stream that is not there, however much others wrote: no view need come that far', async () => {
    const nothing = { stream, revision: -1, position: BEGINNING };
    expect(await streams.decide(stream, walk, step(0), command())).toEqual(nothing);
    await store.append('case-other', [newEvent('Elsewhere')], appendOptions('any'));
    expect(await streams.decide(stream, walk, step(0), command())).toEqual(nothing);
  });

  it('X1 answers the same command the same, also when the stream has moved on, and stores it once', async () => {
    const context = command({ expectedRevision: -1 });
    const receipt = await streams.decide(stream, walk, step(1, 1), context);
    await intrude(5)();
    expect(await streams.decide(stream, walk, step(1, 1), context)).toEqual(receipt);
    expect(await streams.answered(stream, context)).toEqual(receipt);
    expect(await streams.answered(stream, command())).toBeUndefined();
    expect(await collect(streams.read(stream))).toHaveLength(2);
  });

  it('X1 refuses the same command id with another body', async () => {
    const context = command();
    await streams.decide(stream, walk, step(1), context);
    const reused = { ...context, commandHash: otherBody };
    expect(await refusal(streams.decide(stream, walk, step(1), reused))).toMatchObject({ code: 'COMMAND_ID_REUSED' });
    expect(await refusal(streams.answered(stream, reused))).toMatchObject({ code: 'COMMAND_ID_REUSED' });
    const elsewhere = streams.decide('case-elsewhere', walk, step(1), reused);
    expect((await refusal(elsewhere)).details.rule).toBe('X1');
  });

  it('X1 refuses it also where both come at once, on two streams', async () => {
    const context = command();
    const outcomes = await Promise.allSettled([
      streams.decide(stream, walk, step(1), context),
      streams.decide('case-elsewhere', walk, step(1), { ...context, commandHash: otherBody }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = outcomes.find(({ status }) => status === 'rejected');
    expect(refused).toMatchObject({ reason: { name: 'Refusal', code: 'COMMAND_ID_REUSED' } });
    expect(await store.head()).toBe('1');
  });

  it('X1 answers a command that had nothing to do the same, also when there is something to do by now', async () => {
    const upTo = (sum: number): Decide<{ sum: number }, Step> => {
      return (state) => (state.sum >= sum ? [] : [{ type: 'Stepped', data: { by: sum - state.sum } }]);
    };
    await intrude(5)();
    const context = command();
    const receipt = await streams.decide(stream, walk, upTo(5), context);
    await intrude(-5)();
    expect(await streams.decide(stream, walk, upTo(5), context)).toEqual(receipt);
    expect(await streams.answered(stream, { ...context, commandId: context.commandId.toUpperCase() })).toEqual(receipt);
    expect((await streams.load(stream, walk))?.state.sum).toBe(0);
  });

  it('X1 refuses the id of a command that had nothing to do with another body, on any stream', async () => {
    const context = command();
    await streams.decide(stream, walk, step(0), context);
    const reused = { ...context, commandHash: otherBody };
    for (const asked of [stream, 'case-elsewhere']) {
      const refused = await refusal(streams.decide(asked, walk, step(1), reused));
      expect(refused).toMatchObject({ code: 'COMMAND_ID_REUSED', details: { rule: 'X1' } });
    }
    expect(await store.head()).toBeUndefined();
  });

  it('X1 remembers the last 10,000 commands that had nothing to do, and decides older ones anew', async () => {
    const first = command();
    const second = command();
    await streams.decide(stream, walk, step(0), first);
    await streams.decide(stream, walk, step(0), second);
    for (let count = 2; count < 10_001; count++) await streams.decide(stream, walk, step(0), command());
    expect(await streams.answered(stream, second)).toMatchObject({ revision: -1 });
    expect(await streams.answered(stream, first)).toBeUndefined();
  });

  it('X1 stores a command once that comes many times at once', async () => {
    const context = command();
    const ask = () => streams.decide(stream, walk, step(1), context);
    const receipts = await Promise.all(Array.from({ length: 10 }, ask));
    expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
    expect(await collect(streams.read(stream))).toHaveLength(1);
  });

  it('X2 refuses when the stream is not where the caller saw it, and says where it is', async () => {
    const early = await refusal(streams.decide(stream, walk, step(1), command({ expectedRevision: 3 })));
    expect(early).toMatchObject({ code: 'REVISION_CONFLICT', details: { rule: 'X2', stream, actualRevision: -1 } });
    await streams.decide(stream, walk, step(1), command({ expectedRevision: -1 }));
    await streams.decide(stream, walk, step(1), command({ expectedRevision: 0 }));
    const late = await refusal(streams.decide(stream, walk, step(1), command({ expectedRevision: 0 })));
    expect(late.details.actualRevision).toBe(1);
    expect(await collect(streams.read(stream))).toHaveLength(2);
  });

  it('X2 refuses also when the stream moves between the decision and the append', async () => {
    await intrude(1)();
    store.beforeAppend = intrude(1);
    const refused = await refusal(streams.decide(stream, walk, step(1), command({ expectedRevision: 0 })));
    expect(refused).toMatchObject({ code: 'REVISION_CONFLICT', details: { actualRevision: 1 } });
  });

  it('C2 refuses what is said to have happened later than now', async () => {
    const later = command({ occurredAt: '2026-03-02T10:00:00.001Z' });
    expect(await refusal(streams.decide(stream, walk, step(1), later))).toMatchObject({
      code: 'OCCURRED_IN_FUTURE',
      details: { rule: 'C2' },
    });
    await streams.decide(stream, walk, step(1), command({ occurredAt: NOW }));
    await streams.decide(stream, walk, step(1), command({ occurredAt: '2026-03-02T11:00:00+01:00' }));
  });

  it('decides again on what really is there when another writer came first', async () => {
    store.beforeAppend = intrude(4);
    const receipt = await streams.decide(stream, walk, step(1, 5), command());
    expect(receipt.revision).toBe(1);
    store.beforeAppend = intrude(1);
    const refused = await refusal(streams.decide(stream, walk, step(1, 6), command()));
    expect(refused.code).toBe('CASE_NOT_OPEN');
    expect((await streams.load(stream, walk))?.state).toEqual({ sum: 6, steps: 3 });
  });

  it('gives up when others come first every time, and says that nothing was stored', async () => {
    const always = async (): Promise<void> => {
      await intrude(1)();
      store.beforeAppend = always;
    };
    store.beforeAppend = always;
    const contended = streams.decide(stream, walk, step(1000), command());
    await expect(contended).rejects.toMatchObject({ name: 'StoreFailed', code: 'STORE_CONTENDED' });
    store.beforeAppend = undefined;
    expect((await streams.load(stream, walk))?.state.sum).toBeLessThan(1000);
  });

  it('lets callers on one stream decide one after the other: nobody decides in vain', async () => {
    let decisions = 0;
    const counted: Decide<{ sum: number }, Step> = (state) => {
      decisions += 1;
      return step(1)(state);
    };
    await Promise.all(Array.from({ length: 40 }, () => streams.decide(stream, walk, counted, command())));
    expect((await streams.load(stream, walk))?.state).toEqual({ sum: 40, steps: 40 });
    expect(decisions).toBe(40);
  });

  it('lets the next one decide after a refusal', async () => {
    const [refused, accepted] = await Promise.allSettled([
      streams.decide(stream, walk, step(2, 1), command()),
      streams.decide(stream, walk, step(1, 1), command()),
    ]);
    expect([refused.status, accepted.status]).toEqual(['rejected', 'fulfilled']);
  });

  it('throws on a fact that the published language does not know, and stores none of the decision', async () => {
    const strict = new Streams(store);
    const wrong: Decide<unknown, Fact> = () => [
      { type: 'NoteAdded', data: { noteId: randomUUID(), text: 'fine' } },
      { type: 'NoteAdded', data: { text: '' } },
    ];
    const aggregate: Aggregate<number, Recorded> = { initial: 0, evolve: (count) => count + 1 };
    const decided = strict.decide(stream, aggregate, wrong, command());
    await expect(decided).rejects.toMatchObject({ name: 'InvalidFact', type: 'NoteAdded', stream });
    expect(await store.head()).toBeUndefined();
  });
});

describe('the state of a stream', () => {
  let store: ObservedStore;
  let streams: Streams;
  const stream = 'case-1';
  const append = (by: number) => store.append(stream, [newEvent('Stepped', { by })], appendOptions('any'));
  beforeEach(async () => {
    store = new ObservedStore();
    streams = new Streams(store, anything);
    for (const by of [1, 2, 3]) await append(by);
  });

  it('is what the store holds now, whoever wrote it, though only what is new is read', async () => {
    await streams.load(stream, walk);
    await append(4);
    expect((await streams.load(stream, walk))?.state).toEqual({ sum: 10, steps: 4 });
    expect((await streams.load(stream, walk))?.state).toEqual({ sum: 10, steps: 4 });
    expect(store.read).toEqual([0, 1, 2, 3]);
  });

  it('is kept for each aggregate by itself', async () => {
    const count: Aggregate<number, Recorded<Step>> = { initial: 0, evolve: (steps) => steps + 1 };
    expect((await streams.load(stream, walk))?.state.sum).toBe(6);
    expect((await streams.load(stream, count))?.state).toBe(3);
    expect((await streams.load(stream, walk))?.state.sum).toBe(6);
  });

  it('is folded again from the start when it was let go of', async () => {
    const forgetful = new Streams(store, { ...anything, cacheSize: 1 });
    await forgetful.load(stream, walk);
    await store.append('case-2', [newEvent('Stepped', { by: 9 })], appendOptions('any'));
    expect((await forgetful.load('case-2', walk))?.state.sum).toBe(9);
    expect((await forgetful.load(stream, walk))?.state.sum).toBe(6);
    expect(store.read).toEqual([0, 1, 2, 0, 0, 1, 2]);
  });

  it('is right for all who ask at once', async () => {
    const asked = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        if (index % 4 === 0) await append(1);
        const loaded = await streams.load(stream, walk);
        return loaded && loaded.revision + 1 === loaded.state.steps;
      }),
    );
    expect(asked.every(Boolean)).toBe(true);
    expect((await streams.load(stream, walk))?.state).toEqual({ sum: 11, steps: 8 });
  });

  it('is read anew when the stream is no longer the one that was kept', async () => {
    await streams.load(stream, walk);
    const other = new ObservedStore();
    await other.append(stream, [newEvent('Stepped', { by: 50 })], appendOptions('any'));
    for (const by of [1, 2, 3]) await other.append(stream, [newEvent('Stepped', { by })], appendOptions('any'));
    store.readStream = other.readStream.bind(other);
    expect((await streams.load(stream, walk))?.state).toEqual({ sum: 56, steps: 4 });
  });

  it('is refused for a stream whose events are not those that were stored', async () => {
    store.bent = (event) => (event.revision === 1 ? { ...event, previousHash: 'f'.repeat(64) } : event);
    await expect(streams.load(stream, walk)).rejects.toMatchObject({ name: 'ChainBroken', stream, revision: 1 });
    store.bent = (event) => (event.revision === 1 ? { ...event, revision: 2 } : event);
    await expect(streams.load(stream, walk)).rejects.toMatchObject({ name: 'ChainBroken' });
  });
});

describe('recording the past', () => {
  it('X5 stores what happened elsewhere with its own time, person and source, marked as imported', async () => {
    const streams = new Streams(new MemoryEventStore(), anything);
    const context = command();
    const elsewhere = { agent: 'b-2', department: 'shop', role: 'AGENT' } as const;
    const facts = [
      { type: 'Stepped' as const, data: { by: 1 }, occurredAt: '2012-04-01T10:00:00+02:00', by: elsewhere },
      { type: 'Stepped' as const, data: { by: 2 }, occurredAt: '2012-04-02T10:00:00Z', causationId: 'row 7' },
    ];
    const receipt = await streams.recordPast('case-old', facts, context);
    expect(await streams.recordPast('case-old', facts, context)).toEqual(receipt);
    const events = await collect(streams.read('case-old'));
    expect(events).toMatchObject([
      { occurredAt: '2012-04-01T08:00:00.000Z', by: elsewhere, causationId: context.commandId, imported: true },
      { occurredAt: '2012-04-02T10:00:00.000Z', by: context.by, causationId: 'row 7', imported: true },
    ]);
    expect(events.every(({ recordedAt }) => recordedAt === '2026-03-02T10:00:00.000Z')).toBe(true);
    expect(await verifyChain(events)).toBeUndefined();
    const again = streams.recordPast('case-old', facts, command());
    await expect(again).rejects.toMatchObject({ code: 'WRONG_EXPECTED_REVISION', actual: 1 });
    const wrong = new Streams(new MemoryEventStore()).recordPast('case-old', facts, command());
    await expect(wrong).rejects.toMatchObject({ name: 'InvalidFact' });
  });
});

describe('a restart', () => {
  const newFolder = temporaryFolders();

  it('X1 answers a command whose process died after the commit', async () => {
    const file = join(newFolder(), 'events.db');
    const context = command();
    const before: EventStore = SqliteEventStore.open({ file });
    const receipt = await new Streams(before, anything).decide('case-1', walk, step(1, 1), context);
    await before.close();
    const after = SqliteEventStore.open({ file });
    const streams = new Streams(after, anything);
    expect(await streams.decide('case-1', walk, step(1, 1), context)).toEqual(receipt);
    const reused = streams.decide('case-1', walk, step(1), { ...context, commandHash: otherBody });
    expect((await refusal(reused)).code).toBe('COMMAND_ID_REUSED');
    expect(await collect(streams.read('case-1'))).toHaveLength(1);
    await after.close();
  });
});
