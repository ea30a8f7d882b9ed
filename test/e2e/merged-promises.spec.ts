import { setTimeout as pause } from 'node:timers/promises';
import { derivedId, type By } from '@baton/contracts';
import { app } from '../../src/app.js';
import { startBaton, TestClock, type TestBaton } from '../support/baton.js';
import type { Client } from '../support/client.js';

const SEED = '5d2f1a64-9c1b-4f0e-8a55-3f6f2d0c7b11';
const ada: By = { agent: 'ada', department: 'office', role: 'ADMIN' };
const ines: By = { agent: 'ines', department: 'shop', role: 'AGENT' };
const tom: By = { agent: 'tom', department: 'repair', role: 'AGENT' };
const due = '2026-03-06T16:00:00.000Z';

interface Outcome {
  readonly key?: string;
  readonly position?: string;
  readonly code?: string;
  readonly message?: string;
  readonly missing?: readonly string[];
}

interface Owed {
  readonly caseId: string;
  readonly promiseId: string;
  readonly department: string;
}

describe('X3 a promise in a duplicate whose matter passes on', () => {
  let clock: TestClock;
  let baton: TestBaton;
  let office: Client;
  let shop: Client;
  let repair: Client;
  let duplicate: string;
  let survivor: string;
  beforeEach(async () => {
    clock = new TestClock('2026-03-06T14:00:00.000Z');
    baton = await startBaton(app, { clock });
    [office, shop, repair] = await Promise.all([baton.as(ada), baton.as(ines), baton.as(tom)]);
    for (const department of ['shop', 'repair']) {
      await done(office, 'openDepartment', { department, name: department, zone: 'Europe/Vienna' });
    }
    await done(office, 'registerAgent', { agent: 'tom', name: 'Tom', department: 'repair' });
    await done(office, 'registerCustomer', { customerId: SEED, kind: 'PERSON', name: 'Ewa' });
    duplicate = await opened('first');
    survivor = await opened('second');
    await done(shop, 'makePromise', {
      caseId: duplicate,
      beneficiary: 'Ewa',
      action: 'The shop calls with the date of the repair',
      callback: true,
      due,
      zone: 'Europe/Vienna',
      channel: 'PHONE',
      evidence: 'The call is recorded',
      contactId: derivedId(SEED, 'first'),
    });
    await done(shop, 'mergeCases', { caseId: duplicate, into: survivor, reason: 'The same machine' });
    const offer = { caseId: survivor, to: 'repair', reason: 'SKILL_NEEDED', ask: 'replace the pump' };
    expect(await asks(shop, 'offerTransfer', offer)).toMatchObject({ code: 'BRIEF_INCOMPLETE' });
    await done(shop, 'offerTransfer', { ...offer, ifThen: ['Else lend one'], noneVerified: true });
    const readBack = { ask: 'Replace the pump', firstAction: 'Order the pump', by: due };
    expect(await asks(repair, 'acceptTransfer', { caseId: survivor })).toMatchObject({ code: 'READ_BACK_MISSING' });
    await done(repair, 'acceptTransfer', { caseId: survivor, readBack });
  });
  afterEach(() => baton.close());

  async function asks(client: Client, mutation: string, input: object): Promise<Outcome> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const operation = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ... on Receipt { key position } ... on Refused { code message missing } } }`;
    return (await client.get<Record<string, Outcome>>(operation, { input }))[mutation] as Outcome;
  }

  async function done(client: Client, mutation: string, input: object): Promise<Outcome> {
    const outcome = await asks(client, mutation, input);
    expect(outcome).not.toHaveProperty('code');
    return outcome;
  }

  const call = (name: string, direction: 'INBOUND' | 'OUTBOUND', startedAt: string, endedAt: string) => ({
    ...{ contactId: derivedId(SEED, name), direction, channel: 'PHONE', participants: ['Ewa'], startedAt, endedAt },
    ...{ disposition: 'FOLLOW_UP', matter: 'Dead' },
  });

  async function opened(name: string): Promise<string> {
    const contact = call(name, 'INBOUND', '2026-03-06T13:50:00.000Z', '2026-03-06T13:55:00.000Z');
    const { key = '' } = await done(shop, 'openCase', {
      customerId: SEED,
      matter: 'It is dead',
      kind: 'FAULT',
      contact,
    });
    return key;
  }

  /** What a department owes, as the ledger says it once it holds everything that is stored. */
  async function owedBy(department: string): Promise<Owed[]> {
    const atLeast = await baton.baton.store.head();
    const query = `query ($filter: PromiseFilterInput, $atLeast: String) {
      promises(filter: $filter, atLeast: $atLeast) { edges { node { caseId promiseId department } } }
    }`;
    const filter = { department, status: 'OPEN' };
    const { promises } = await office.get<{ promises: { edges: { node: Owed }[] } }>(query, { filter, atLeast });
    return promises.edges.map(({ node }) => node);
  }

  it('H8 is owed by the receiver, in the ledger, the case, the inbox and the brief; it keeps it and resolves', async () => {
    const [owed] = await owedBy('repair');
    expect(owed).toMatchObject({ caseId: duplicate, department: 'repair' });
    expect(await owedBy('shop')).toEqual([]);
    const query = `query ($id: ID!, $survivor: ID!) {
      case(id: $id) { promises { department } }
      caseBrief(id: $survivor) { duplicates { openPromises { lines { department } } } }
      departmentInbox(department: "repair") { edges { node { caseId openPromises nextDue } } }
      agentWorklist(agent: "tom") { edges { node { caseId promises { promiseId } } } }
    }`;
    expect(await repair.get(query, { id: duplicate, survivor })).toEqual({
      case: { promises: [{ department: 'repair' }] },
      caseBrief: { duplicates: [{ openPromises: { lines: [{ department: 'repair' }] } }] },
      departmentInbox: { edges: [{ node: { caseId: survivor, openPromises: 1, nextDue: due } }] },
      agentWorklist: { edges: [{ node: { caseId: survivor, promises: [{ promiseId: owed?.promiseId }] } }] },
    });

    const { promiseId } = owed!;
    expect(await asks(repair, 'resolveCase', { caseId: survivor, resolution: 'A new pump' })).toMatchObject({
      code: 'OPEN_PROMISES',
    });
    const contact = call('back', 'OUTBOUND', '2026-03-06T14:00:00.000Z', '2026-03-06T14:00:00.000Z');
    await done(repair, 'recordContact', { caseId: duplicate, contact });
    const keeping = { caseId: duplicate, promiseId, contactId: contact.contactId };
    expect(await asks(shop, 'keepPromise', keeping)).toMatchObject({ code: 'NOT_YOUR_DEPARTMENT' });
    await done(repair, 'keepPromise', keeping);
    await done(repair, 'resolveCase', { caseId: survivor, resolution: 'A new pump' });
  });

  it('H11 is listed among what its agent has in hand', async () => {
    const [owed] = await owedBy('repair');
    await done(office, 'announceLeaving', { agent: 'tom' });
    clock.pass({ minutes: 2 });
    const missing = [`case ${survivor}`, `case ${survivor}: promise ${owed?.promiseId}`];
    expect(await asks(office, 'deactivateAgent', { agent: 'tom' })).toMatchObject({ code: 'OPEN_WORK', missing });
  });

  it('P7 is broken in time, and in the ledger it was the receiver who broke it', async () => {
    clock.pass({ hours: 2, minutes: 1 });
    const query = `query { promises(filter: { status: BROKEN, department: "repair" }) { edges { node { caseId } } } }`;
    for (;;) {
      const { promises } = await repair.get<{ promises: { edges: { node: Owed }[] } }>(query);
      if (promises.edges.length > 0) break;
      await pause(5);
    }
  });

  it('P8 is the one call back that the customer was promised, also where work goes on', async () => {
    const promise = {
      ...{ caseId: survivor, beneficiary: 'Ewa', action: 'Repair calls with the date of the repair', callback: true },
      ...{ due, zone: 'Europe/Vienna', channel: 'PHONE', evidence: 'The call is recorded' },
    };
    const contactId = derivedId(SEED, 'second');
    expect(await asks(repair, 'makePromise', { ...promise, contactId })).toMatchObject({
      code: 'CALLBACK_ALREADY_PROMISED',
      message: expect.stringContaining(duplicate),
    });
  });

  it('X3 is owed by its own department again once the merge is undone', async () => {
    const { case: theCase } = await shop.get<{ case: { merged: { mergeId: string }[] } }>(
      `query ($id: ID!) { case(id: $id) { merged { mergeId } } }`,
      { id: duplicate },
    );
    const [{ mergeId } = { mergeId: '' }] = theCase.merged;
    await done(shop, 'unmergeCases', { caseId: duplicate, mergeId, reason: 'Two machines' });
    expect(await owedBy('shop')).toMatchObject([{ caseId: duplicate }]);
    expect(await owedBy('repair')).toEqual([]);
  });

  it('X3 says of which of two cases it refuses what is asked', async () => {
    const nobody = derivedId(SEED, 'nobody');
    const unknown = await asks(repair, 'linkCases', { caseId: survivor, other: nobody, kind: 'RELATED' });
    expect(unknown).toMatchObject({
      code: 'CASE_UNKNOWN',
      message: expect.stringContaining(`Case ${nobody} (other): `),
    });
    const third = await opened('third');
    const into = await asks(repair, 'mergeCases', { caseId: third, into: nobody, reason: 'The same' });
    expect(into).toMatchObject({ code: 'CASE_UNKNOWN', message: expect.stringContaining(`Case ${nobody} (into): `) });
  });
});
