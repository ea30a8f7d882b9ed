import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { derivedId, streamOf, type By, type Given, type Position } from '@baton/contracts';
import { hashOfCommand, Streams, verifyChain, type EventStore, type StoredEvent } from '@baton/event-store';
import { SqliteEventStore } from '@baton/event-store/sqlite';
import { app } from '../../src/app.js';
import { caseAggregate } from '../../src/cases/case-folds.state.js';
import { makePromise } from '../../src/cases/commands/make-promise/make-promise.decision.js';
import { openCase } from '../../src/cases/commands/open-case/open-case.decision.js';
import { anyHours } from '../../src/cases/testing/case.scenarios.js';
import { BatonProcess, temporaryFolder } from '../support/baton-process.js';
import { startBaton, TestClock, type TestBaton } from '../support/baton.js';
import type { Client } from '../support/client.js';

const SEED = '5d2f1a64-9c1b-4f0e-8a55-3f6f2d0c7b11';
const DAY_MS = 24 * 60 * 60 * 1000;
const ada: By = { agent: 'ada', department: 'office', role: 'ADMIN' };
const ines: By = { agent: 'ines', department: 'shop', role: 'AGENT' };

const contact = (contactId: string, startedAt: string, endedAt: string, direction: 'INBOUND' | 'OUTBOUND') => ({
  contactId,
  direction,
  channel: 'PHONE' as const,
  participants: ['Ewa'],
  startedAt,
  endedAt,
  disposition: 'FOLLOW_UP' as const,
  matter: 'Dead',
});
const promise = (contactId: string, due: string) => ({
  beneficiary: 'Ewa',
  action: 'The shop calls with the date of the repair',
  callback: true,
  due,
  zone: 'Europe/Vienna',
  channel: 'PHONE' as const,
  evidence: 'The call is recorded',
  contactId,
});

interface Outcome {
  readonly key?: string;
  readonly code?: string;
}

describe('a promise that nobody keeps', () => {
  let clock: TestClock;
  let baton: TestBaton;
  let shop: Client;
  const due = '2026-03-06T16:00:00.000Z';
  const first = derivedId(SEED, 'first call');
  beforeEach(async () => {
    clock = new TestClock('2026-03-06T14:00:00.000Z');
    baton = await startBaton(app, { clock });
    const office = await baton.as(ada);
    shop = await baton.as(ines);
    await asks(office, 'openDepartment', { department: 'shop', name: 'Shop', zone: 'Europe/Vienna' });
    await asks(office, 'registerCustomer', { customerId: SEED, kind: 'PERSON', name: 'Ewa' });
  });
  afterEach(() => baton.close());

  async function asks(client: Client, mutation: string, input: object): Promise<Outcome> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const operation = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ... on Receipt { key } ... on Refused { code } } }`;
    return (await client.get<Record<string, Outcome>>(operation, { input }))[mutation] as Outcome;
  }

  async function promised(): Promise<string> {
    const opening = { customerId: SEED, matter: 'It is dead', kind: 'FAULT', reference: 'SR-77' };
    const call = contact(first, '2026-03-06T13:50:00.000Z', '2026-03-06T13:55:00.000Z', 'INBOUND');
    const { key: caseId = '' } = await asks(shop, 'openCase', { ...opening, contact: call });
    expect(await asks(shop, 'makePromise', { caseId, ...promise(first, due) })).not.toHaveProperty('code');
    return caseId;
  }

  const trailOf = async (caseId: string): Promise<{ type: string; by: { via: string | null } }[]> => {
    const query = `query ($id: ID!) { caseTrail(id: $id) { edges { node { type by { agent via } occurredAt recordedAt } } } }`;
    const { caseTrail } = await shop.get<{
      caseTrail: { edges: { node: { type: string; by: { via: string | null } } }[] };
    }>(query, { id: caseId });
    return caseTrail.edges.map(({ node }) => node);
  };
  const standing = async (caseId: string): Promise<{ promiseId: string; status: string }> => {
    const query = `query ($id: ID!) { case(id: $id) { promises { promiseId status } } }`;
    const { case: theCase } = await shop.get<{ case: { promises: { promiseId: string; status: string }[] } }>(query, {
      id: caseId,
    });
    return theCase.promises[0] ?? { promiseId: '', status: '' };
  };
  /** Resolves once time has broken it; a spec that waits in vain ends by its time. */
  async function broken(caseId: string): Promise<void> {
    while ((await standing(caseId)).status !== 'BROKEN') await pause(5);
  }

  it('P7 is broken at the very instant, once, by itself, also where views are built anew', async () => {
    const caseId = await promised();
    clock.pass({ hours: 1, minutes: 59 });
    expect((await standing(caseId)).status).toBe('OPEN');
    clock.pass({ minutes: 3 });
    await broken(caseId);
    const byItself = { type: 'PromiseBroken', by: { agent: 'baton', via: 'break-overdue-promises' } };
    // Whether the agent was reminded before is a matter of chance: the clock leaps.
    const trail = (await trailOf(caseId)).filter(({ type }) => type !== 'PromiseReminderDue');
    expect(trail.map(({ type }) => type)).toEqual(['CaseOpened', 'PromiseMade', 'PromiseBroken', 'EscalationRaised']);
    expect(trail.at(-2)).toEqual({ ...byItself, occurredAt: due, recordedAt: clock.now() });

    const head = await baton.baton.store.head();
    await baton.runner.rebuild('timers');
    await baton.runner.catchUp();
    clock.pass({ hours: 2 });
    expect(await baton.baton.store.head()).toBe(head);
  });

  it('P7 is reminded of half way and when it presses, and then broken', async () => {
    const caseId = await promised();
    await asks(shop, 'claimCase', { caseId });
    const reminders = async (count: number): Promise<object[]> => {
      for (;;) {
        const query = `query ($id: ID!) { caseTrail(id: $id) { edges { node { type sentence by { via } } } } }`;
        const { caseTrail } = await shop.get<{ caseTrail: { edges: { node: { type: string } }[] } }>(query, {
          id: caseId,
        });
        const found = caseTrail.edges.map(({ node }) => node).filter(({ type }) => type === 'PromiseReminderDue');
        if (found.length >= count) return found;
        await pause(5);
      }
    };
    const of = 'of the working time until a promise is due on 6 March 2026, 16:00 UTC has passed';
    const halfway = { sentence: `Half ${of}: ines was reminded.`, by: { via: 'remind-of-promises' } };
    const pressing = { sentence: `Four fifths ${of}: shop was reminded.`, by: { via: 'remind-of-promises' } };
    clock.pass({ hours: 1 });
    expect(await reminders(1)).toMatchObject([halfway]);
    clock.pass({ minutes: 36 });
    expect(await reminders(2)).toMatchObject([halfway, pressing]);
    clock.pass({ minutes: 24 });
    await broken(caseId);
    const { promises } = await shop.get<{ promises: { edges: { node: object }[] } }>(
      '{ promises(filter: { department: "shop" }) { edges { node { status reminded remindedAgent } } } }',
    );
    expect(promises.edges).toMatchObject([{ node: { reminded: 'PRESSING', remindedAgent: null } }]);
    expect(await reminders(2)).toHaveLength(2);
  });

  it('P7 is told to the customer in their language, by the name of the case in another system', async () => {
    const caseId = await promised();
    const office = await baton.as(ada);
    await asks(office, 'setPreferences', { customerId: SEED, language: 'de-AT' });
    await baton.runner.catchUp();
    const query = `query ($of: String!) { promisesInWords(caseReference: $of) { caseId language promises { text } } }`;
    const told = async (of: string) =>
      (await shop.get<{ promisesInWords: object | null }>(query, { of })).promisesInWords;
    const answer = {
      ...{ caseId, language: 'de' },
      promises: [
        { text: expect.stringMatching(/^Ihnen wurde versprochen: .* 17:00\. Das steht noch aus\.$/) as string },
      ],
    };
    expect(await told('SR-77')).toEqual(answer);
    expect(await told(caseId)).toEqual(answer);
    expect(await told('SR-78')).toBeNull();
  });

  it('P7 is mended by a call before due that is written down after it', async () => {
    const caseId = await promised();
    clock.pass({ hours: 2, minutes: 1 });
    await broken(caseId);
    const contactId = derivedId(SEED, 'call back');
    const call = contact(contactId, '2026-03-06T15:50:00.000Z', '2026-03-06T15:58:00.000Z', 'OUTBOUND');
    await asks(shop, 'recordContact', { caseId, contact: call });
    const { promiseId } = await standing(caseId);
    expect(await asks(shop, 'keepPromise', { caseId, promiseId, contactId })).not.toHaveProperty('code');
    expect((await standing(caseId)).status).toBe('KEPT');
  });

  it('nobody can ask that it be broken', async () => {
    const { errors } = await shop.ask('mutation { breakPromise(input: {}) { __typename } }');
    expect(errors?.[0]?.message).toContain('breakPromise');
  });
});

/** The case ids of so many promises that were due yesterday, while no process ran. */
async function overduePromises(store: EventStore, count: number): Promise<string[]> {
  const streams = new Streams(store);
  const now = new Date(Date.now() - 2 * DAY_MS).toISOString();
  const due = new Date(Date.now() - DAY_MS).toISOString();
  const caseIds = Array.from({ length: count }, (_, index) => derivedId(SEED, `case ${index}`));
  const given = (name: string): Given => ({ by: ines, now, commandId: derivedId(SEED, name) });
  const asked = (name: string) => ({ ...given(name), commandHash: hashOfCommand(name, {}), correlationId: SEED });
  const one = async (caseId: string): Promise<void> => {
    const stream = streamOf('case', caseId);
    const contactId = derivedId(caseId, 'first call');
    const opening = { caseId, customerId: SEED, matter: 'It is dead', kind: 'FAULT' } as const;
    const call = contact(contactId, now, now, 'INBOUND');
    const facts = { ...anyHours, customerKnown: true, departmentKnown: true };
    const open = openCase({ ...opening, contact: call }, given(`open ${caseId}`), facts);
    await streams.decide(stream, caseAggregate, open, asked(`open ${caseId}`));
    const make = makePromise({ caseId, ...promise(contactId, due) }, given(`promise ${caseId}`), facts);
    await streams.decide(stream, caseAggregate, make, asked(`promise ${caseId}`));
  };
  await Promise.all(caseIds.map(one));
  return caseIds;
}

async function brokenIn(store: EventStore): Promise<number> {
  let count = 0;
  for (let after: string | undefined; ;) {
    const page = await store.readAll({ after, limit: 1000, filter: { types: ['PromiseBroken'] } });
    count += page.events.length;
    if (page.atEnd) return count;
    after = page.position;
  }
}

/** Whether anything was stored since: asked often, so that the kill falls among what is. */
const breaking = async (store: EventStore, after: Position | undefined): Promise<boolean> =>
  (await store.readAll({ after, limit: 1 })).events.length > 0;

/** Starts, a kill and reads of whole processes; not a measure of speed. */
const PATIENCE_MS = 180_000;

describe('P7 promises that are due while the process is killed', () => {
  const running: BatonProcess[] = [];
  afterEach(async () => {
    for (const process of running.splice(0)) await process.stop('SIGKILL');
  });

  it(
    'are broken once each, and every chain verifies',
    async () => {
      const folder = temporaryFolder();
      const file = join(folder, 'events.db');
      const store = SqliteEventStore.open({ file });
      const caseIds = await overduePromises(store, 3000);
      const made = await store.head();
      await store.close();
      const reading = SqliteEventStore.open({ file, readOnly: true });

      const killed = await BatonProcess.start({ folder });
      running.push(killed);
      while (!(await breaking(reading, made))) await pause(1);
      await killed.stop('SIGKILL');
      expect(await brokenIn(reading)).toBeLessThan(caseIds.length);

      running.push(await BatonProcess.start({ folder }));
      while ((await brokenIn(reading)) < caseIds.length) await pause(5);
      for (const caseId of caseIds) {
        const events: StoredEvent[] = [];
        for await (const event of reading.readStream(streamOf('case', caseId))) events.push(event);
        expect(events.map(({ type }) => type)).toEqual([
          'CaseOpened',
          'PromiseMade',
          'PromiseBroken',
          'EscalationRaised',
        ]);
        expect(await verifyChain(events)).toBeUndefined();
      }
      await reading.close();
    },
    PATIENCE_MS,
  );
});
