import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { derivedId, streamOf, type By, type Given } from '@baton/contracts';
import { hashOfCommand, Streams, verifyChain, type EventStore, type StoredEvent } from '@baton/event-store';
import { EventStoreDbEventStore } from '@baton/event-store/eventstoredb';
import { SqliteEventStore } from '@baton/event-store/sqlite';
import { caseAggregate } from '../../src/cases/case-folds.state.js';
import { offerTransfer } from '../../src/cases/commands/offer-transfer/offer-transfer.decision.js';
import { openCase } from '../../src/cases/commands/open-case/open-case.decision.js';
import { always } from '../../src/cases/testing/case.scenarios.js';
import { BatonProcess, temporaryFolder } from '../support/baton-process.js';
import { startCluster } from '../support/cluster.js';

const SEED = '5d2f1a64-9c1b-4f0e-8a55-3f6f2d0c7b11';
const BY: By = { agent: 'ines', department: 'shop', role: 'AGENT' };
const DAY_MS = 24 * 60 * 60 * 1000;

/** The case ids of so many offers that were made two days ago and expired long since, while no process ran. */
async function unansweredOffers(store: EventStore, count: number): Promise<string[]> {
  const streams = new Streams(store);
  const now = new Date(Date.now() - 2 * DAY_MS).toISOString();
  const caseIds = Array.from({ length: count }, (_, index) => derivedId(SEED, `case ${index}`));
  const given = (name: string): Given => ({ by: BY, now, commandId: derivedId(SEED, name) });
  const asked = (name: string) => ({ ...given(name), commandHash: hashOfCommand(name, {}), correlationId: SEED });
  const one = async (caseId: string): Promise<void> => {
    const stream = streamOf('case', caseId);
    const participants = ['Ewa'];
    const contact = { channel: 'PHONE', participants, startedAt: now, endedAt: now, abandoned: true } as const;
    const opening = {
      caseId,
      customerId: derivedId(SEED, 'Ewa'),
      matter: 'It is dead',
      kind: 'FAULT',
      contact: { ...contact, direction: 'INBOUND', matter: 'Dead' },
    } as const;
    const open = openCase(opening, given(`open ${caseId}`), { customerKnown: true, departmentKnown: true });
    await streams.decide(stream, caseAggregate, open, asked(`open ${caseId}`));
    const offering = { caseId, to: 'repair', reason: 'SKILL_NEEDED', ask: 'repair it' } as const;
    const offer = offerTransfer(offering, given(`offer ${caseId}`), { unknown: [], calendar: always });
    await streams.decide(stream, caseAggregate, offer, asked(`offer ${caseId}`));
  };
  await Promise.all(caseIds.map(one));
  return caseIds;
}

async function expiredIn(store: EventStore): Promise<StoredEvent[]> {
  const expired: StoredEvent[] = [];
  for (let after: string | undefined; ;) {
    const page = await store.readAll({ after, limit: 1000, filter: { types: ['TransferExpired'] } });
    expired.push(...page.events);
    if (page.atEnd) return expired;
    after = page.position;
  }
}

async function until(so: () => Promise<boolean>): Promise<void> {
  while (!(await so())) await pause(5);
}

/** Each expired once, was escalated once, and every chain verifies. */
async function expectExpiredOnce(store: EventStore, caseIds: readonly string[]): Promise<void> {
  for (const caseId of caseIds) {
    const events: StoredEvent[] = [];
    for await (const event of store.readStream(streamOf('case', caseId))) events.push(event);
    const types = events.map(({ type }) => type);
    expect(types).toEqual(['CaseOpened', 'TransferOffered', 'TransferExpired', 'EscalationRaised']);
    expect(await verifyChain(events)).toBeUndefined();
  }
}

/** Starts, kills and reads of whole processes; not a measure of speed. */
const PATIENCE_MS = 180_000;

describe('H4 offers whose time has come while processes are killed', () => {
  const running: BatonProcess[] = [];
  afterEach(async () => {
    for (const process of running.splice(0)) await process.stop('SIGKILL');
  });

  it(
    'expire once in the embedded process',
    async () => {
      const folder = temporaryFolder();
      const file = join(folder, 'events.db');
      const store = SqliteEventStore.open({ file });
      const caseIds = await unansweredOffers(store, 3000);
      await store.close();
      const reading = SqliteEventStore.open({ file, readOnly: true });

      const killed = await BatonProcess.start({ folder });
      running.push(killed);
      await until(async () => (await expiredIn(reading)).length > 0);
      await killed.stop('SIGKILL');
      const before = (await expiredIn(reading)).length;
      expect(before).toBeGreaterThan(0);
      expect(before).toBeLessThan(caseIds.length);

      running.push(await BatonProcess.start({ folder }));
      await until(async () => (await expiredIn(reading)).length === caseIds.length);
      await expectExpiredOnce(reading, caseIds);
      await reading.close();
    },
    PATIENCE_MS,
  );

  it(
    'expire once with several workers, of which the one at work is killed',
    async () => {
      const { env, folder, stop } = await startCluster();
      const store = await EventStoreDbEventStore.open({
        connectionString: env.BATON_EVENTSTOREDB,
        prefix: env.BATON_EVENTSTOREDB_PREFIX,
      });
      try {
        const caseIds = await unansweredOffers(store, 200);
        const killed = await BatonProcess.startWorker({ folder, env });
        running.push(killed, await BatonProcess.startWorker({ folder, env }));
        await until(async () => (await expiredIn(store)).length > 0);
        await killed.stop('SIGKILL');
        await until(async () => (await expiredIn(store)).length === caseIds.length);
        await expectExpiredOnce(store, caseIds);
      } finally {
        for (const process of running.splice(0)) await process.stop('SIGKILL');
        await store.close();
        await stop();
      }
    },
    PATIENCE_MS,
  );
});
