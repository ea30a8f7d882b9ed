import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import pino from 'pino';
import type { DepartmentFact, Recorded } from '@baton/contracts';
import type { Aggregate, Decide } from '@baton/decider';
import { hashOfCommand, Streams, type CommandContext, type Receipt } from '@baton/event-store';
import { MemoryEventStore } from '@baton/event-store/memory';
import { appendOptions, newEvent } from '@baton/event-store/testing';
import { ProjectionRunner } from '@baton/projections';
import { SqliteViews } from '@baton/projections/sqlite';
import { Metrics } from '../telemetry/metrics.js';
import { BATON } from './carry-out.js';
import { DueTimers } from './due-timers.js';
import { PolicyRunner } from './policy-runner.js';
import { closeAfterAnHour } from './testing/office-policies.js';
import { timersOf } from './timers.projection.js';

const DEPARTMENT = 'department-shop';
/** After the hour at whose end the department is to be closed. */
const NOW = '2026-03-02T12:00:00.000Z';
const clock = { now: () => NOW, wakeAt: () => () => undefined };

/** Whether the department is closed. */
const doors: Aggregate<boolean, Recorded<DepartmentFact>> = {
  initial: false,
  evolve: (closed, { type }) => closed || type === 'SkillsSet',
};
type Closing = Decide<boolean, DepartmentFact>;
const closing: DepartmentFact = { type: 'SkillsSet', data: { skills: ['closed'] } };
const judging: Closing = (closed) => (closed ? [] : [closing]);
const whenever: Closing = () => [closing];

const contextOf = (commandId: string): CommandContext => ({
  ...{ commandId, commandHash: hashOfCommand('CloseDepartment', { department: 'shop' }) },
  ...{ by: BATON, now: NOW, correlationId: commandId },
});

/** A door that a spec opens. */
class Gate {
  open: () => void = () => undefined;
  readonly opened = new Promise<void>((resolve) => (this.open = resolve));
}

/** Resolves once something is so; a spec that waits in vain ends by its time. */
async function until(so: () => boolean): Promise<void> {
  while (!so()) await nextTurn();
}

describe('two workers that both believe they have the lease', () => {
  const timers = timersOf([closeAfterAnHour]);
  let folder: string;
  let store: MemoryEventStore;
  let views: SqliteViews;
  let builder: ProjectionRunner;
  let ending: AbortController;
  let running: Promise<void>[];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'baton-two-runners-'));
    store = new MemoryEventStore();
    views = new SqliteViews(join(folder, 'views.db'));
    builder = new ProjectionRunner({ store, views, projections: [timers] });
    ending = new AbortController();
    running = [];
    await store.append(DEPARTMENT, [newEvent('DepartmentOpened', { name: 'Shop' })], appendOptions('none'));
    await builder.start();
  });
  afterEach(async () => {
    ending.abort();
    await Promise.all(running);
    await builder.stop();
    await views.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A worker with a memory of its own, held back at the moment at which it is about to issue the command. */
  function worker(decide: Closing) {
    const streams = new Streams(store);
    const gate = new Gate();
    const receipts: Receipt[] = [];
    let about = 0;
    const policies = new PolicyRunner({
      timers,
      carryOut: async ({ stream, timerId }) => {
        about += 1;
        await gate.opened;
        const receipt = await streams.decide(stream, doors, decide, contextOf(timerId));
        receipts.push(receipt);
        return receipt;
      },
      log: store,
      queries: views.queries,
      views: builder,
      clock,
      telemetry: { metrics: new Metrics(), log: pino({ level: 'silent' }) },
    });
    running.push(policies.run(ending.signal));
    return { policies, gate, receipts, about: () => about };
  }
  type Worker = ReturnType<typeof worker>;

  /** Two of them, both about to do what is due. */
  async function twoAbout(decide: Closing): Promise<[Worker, Worker]> {
    const two: [Worker, Worker] = [worker(decide), worker(decide)];
    await until(() => two.every(({ about }) => about() === 1));
    return two;
  }
  async function written(): Promise<string[]> {
    const types: string[] = [];
    for await (const { type } of store.readStream(DEPARTMENT)) types.push(type);
    return types;
  }
  const through = ({ receipts }: Worker) => until(() => receipts.length === 1);

  describe.each([
    ['a decision that judges by the stream', judging],
    ['one that would write whenever it is asked', whenever],
  ])('with %s', (_, decide) => {
    it.each([
      ['the first comes first', [0, 1]],
      ['the second comes first', [1, 0]],
      ['both come at the same instant', []],
    ])('write once: %s', async (_order, order) => {
      const two = await twoAbout(decide);
      for (const index of order) {
        two[index]?.gate.open();
        await through(two[index] as Worker);
      }
      for (const { gate } of two) gate.open();
      await Promise.all(two.map(through));

      expect(await written()).toEqual(['DepartmentOpened', 'SkillsSet']);
      expect(two[0].receipts).toEqual(two[1].receipts);
      expect(two.map(({ policies }) => policies.failed)).toEqual([0, 0]);
      await builder.waitFor((await store.head()) ?? '');
      expect(await new DueTimers(views.queries, timers).dueAt(NOW, 10)).toEqual([]);
    });
  });

  it('write nothing where somebody else has done it meanwhile', async () => {
    const two = await twoAbout(judging);
    await store.append(DEPARTMENT, [newEvent('SkillsSet', { skills: [] })], appendOptions(0));
    for (const { gate } of two) gate.open();
    await Promise.all(two.map(through));
    expect(await written()).toEqual(['DepartmentOpened', 'SkillsSet']);
    expect(two.map(({ policies }) => policies.failed)).toEqual([0, 0]);
  });
});
