import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { derivedId, streamOf } from '@baton/contracts';
import { hashOfCommand, Streams, verifyChain, type CommandContext, type EventStore } from '@baton/event-store';
import { SqliteEventStore } from '@baton/event-store/sqlite';
import { caseAggregate } from '../../src/cases/case-folds.state.js';
import { noCase } from '../../src/cases/case.state.js';
import { burdenOf } from '../../src/cases/commands/merge-cases/burden.js';
import { mergeAsDuplicate } from '../../src/cases/commands/merge-cases/merge-cases.decision.js';
import { opened } from '../../src/cases/testing/case.happenings.js';
import { BatonProcess, temporaryFolder } from '../support/baton-process.js';

const SEED = '5d2f1a64-9c1b-4f0e-8a55-3f6f2d0c7b11';
const MINUTE_MS = 60 * 1000;
const BY = { agent: 'ines', department: 'front-office', role: 'AGENT' } as const;
/** Starts, kills and reads of whole processes; not a measure of speed. */
const PATIENCE_MS = 180_000;

/**
 * The pairs of cases of so many merges whose process was killed between its two appends, an hour ago: the duplicate says
 * it, the case in which work goes on does not yet.
 */
async function halfMerged(store: EventStore, count: number): Promise<(readonly [string, string])[]> {
  const streams = new Streams(store);
  const now = new Date(Date.now() - 60 * MINUTE_MS).toISOString();
  const asked = (name: string, body: object, what = name): CommandContext => ({
    commandId: derivedId(SEED, what),
    commandHash: hashOfCommand(name, body),
    by: BY,
    now,
    correlationId: SEED,
  });
  const pairs = Array.from({ length: count }, (_, n) => {
    const [first, second] = [derivedId(SEED, `one ${n}`), derivedId(SEED, `other ${n}`)].sort();
    return [first ?? '', second ?? ''] as const;
  });
  const merge = async ([caseId, into]: readonly [string, string]): Promise<void> => {
    for (const one of [caseId, into]) {
      await streams.decide(streamOf('case', one), caseAggregate, () => [opened()], asked('Open', {}, `open ${one}`));
    }
    const command = { caseId, into, reason: 'The same machine' };
    const context = asked('MergeCases', command, `merge ${caseId}`);
    const said = mergeAsDuplicate(command, context, {
      customerOfSurvivor: undefined,
      survivor: burdenOf(noCase),
      circle: 'NONE',
    });
    await streams.decide(streamOf('case', caseId), caseAggregate, said, context);
  };
  await Promise.all(pairs.map(merge));
  return pairs;
}

async function mergesIn(store: EventStore): Promise<number> {
  let count = 0;
  for (let after: string | undefined; ;) {
    const page = await store.readAll({ after, limit: 1000, filter: { types: ['CasesMerged'] } });
    count += page.events.length;
    if (page.atEnd) return count;
    after = page.position;
  }
}

async function until(so: () => Promise<boolean>): Promise<void> {
  while (!(await so())) await pause(5);
}

describe('X3 merges whose process was killed between the two cases', () => {
  const running: BatonProcess[] = [];
  afterEach(async () => {
    for (const process of running.splice(0)) await process.stop('SIGKILL');
  });

  it(
    'are finished by the next process, each once, also where that one is killed over it',
    async () => {
      const folder = temporaryFolder();
      const file = join(folder, 'events.db');
      const store = SqliteEventStore.open({ file });
      const pairs = await halfMerged(store, 1000);
      await store.close();
      const reading = SqliteEventStore.open({ file, readOnly: true });

      const killed = await BatonProcess.start({ folder });
      running.push(killed);
      await until(async () => (await mergesIn(reading)) > pairs.length);
      await killed.stop('SIGKILL');
      expect(await mergesIn(reading)).toBeLessThan(2 * pairs.length);

      running.push(await BatonProcess.start({ folder }));
      await until(async () => (await mergesIn(reading)) >= 2 * pairs.length);
      for (const caseId of pairs.flat()) {
        const events = [];
        for await (const event of reading.readStream(streamOf('case', caseId))) events.push(event);
        expect(events.map(({ type }) => type)).toEqual(['CaseOpened', 'CasesMerged']);
        expect(await verifyChain(events)).toBeUndefined();
      }
      await reading.close();
    },
    PATIENCE_MS,
  );
});
