import { derivedId, type By } from '@baton/contracts';
import { app } from '../../src/app.js';
import { startBaton, TestClock, type TestBaton } from '../support/baton.js';
import type { Client } from '../support/client.js';

const ada: By = { agent: 'ada', department: 'office', role: 'ADMIN' };
const ines: By = { agent: 'ines', department: 'shop', role: 'AGENT' };
const tom: By = { agent: 'tom', department: 'repair', role: 'AGENT' };

interface Outcome {
  readonly __typename: 'Receipt' | 'Refused';
  readonly key: string;
  readonly position: string;
  readonly code?: string;
  readonly message?: string;
  readonly missing?: readonly string[];
}

const CUSTOMER = '5d2f1a64-9c1b-4f0e-8a55-3f6f2d0c7b11';
const readBack = { ask: 'repair it', firstAction: 'look', by: '2026-03-09T10:00:00Z' };
const id = (name: string): string => derivedId(CUSTOMER, name);

describe('a department whose last agent leaves', () => {
  const clock = new TestClock('2026-03-06T10:00:00.000Z');
  let baton: TestBaton;
  let office: Client;
  let shop: Client;
  let repair: Client;
  beforeAll(async () => {
    // By hand: nothing expires or is settled by itself.
    const { policies: _, ...byHand } = app;
    baton = await startBaton(byHand, { clock });
    [office, shop, repair] = await Promise.all([baton.as(ada), baton.as(ines), baton.as(tom)]);
    for (const department of ['shop', 'repair', 'sales', 'depot']) {
      await done(office, 'openDepartment', { department, name: department, zone: 'Europe/Vienna' });
    }
    await done(office, 'registerAgent', { agent: 'tom', name: 'Tom', department: 'repair' });
    await done(office, 'registerCustomer', { customerId: CUSTOMER, kind: 'PERSON', name: 'Ewa' });
  });
  afterAll(() => baton.close());

  async function asks(client: Client, mutation: string, input: object): Promise<Outcome> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const operation = `mutation ($input: ${type}!) { ${mutation}(input: $input) {
      __typename ... on Receipt { key position } ... on Refused { code message missing } } }`;
    return (await client.get<Record<string, Outcome>>(operation, { input }))[mutation] as Outcome;
  }

  async function done(client: Client, mutation: string, input: object): Promise<Outcome> {
    const outcome = await asks(client, mutation, input);
    if (outcome.__typename === 'Refused') throw new Error(`${mutation}: ${outcome.code}: ${outcome.message}`);
    return outcome;
  }

  /** A case as it is opened, in the department named or in one's own. */
  const opening = (name: string, department?: string) => ({
    ...{ caseId: id(name), customerId: CUSTOMER, matter: 'It is dead', kind: 'FAULT', department },
    contact: {
      ...{ contactId: id(`${name}: call`), direction: 'INBOUND', channel: 'PHONE', participants: ['Ewa'] },
      ...{ matter: 'Dead', disposition: 'FOLLOW_UP' },
      ...{ startedAt: '2026-03-06T09:50:00Z', endedAt: '2026-03-06T09:55:00Z' },
    },
  });
  const offers = (name: string, more: object = {}) => ({
    ...{ caseId: id(name), to: 'repair', reason: 'SKILL_NEEDED', ask: 'repair it' },
    ...{ ifThen: ['Lend a machine'], noneVerified: true, ...more },
  });
  const consults = (name: string) => ({
    ...{ caseId: id(name), to: 'repair', channel: 'CHAT', question: 'Is there a part?', due: '2026-03-09T10:00:00Z' },
  });
  const promises = (name: string) => ({
    ...{ caseId: id(name), beneficiary: 'Ewa', action: 'Repair calls Ewa with the date', channel: 'PHONE' },
    ...{ due: '2026-03-09T10:00:00Z', zone: 'UTC', evidence: 'The call is recorded', contactId: id(`${name}: call`) },
  });
  const deactivated = () => asks(office, 'deactivateAgent', { agent: 'tom' });

  it('H11 lets only its registered agents take cases; where nobody is registered whoever works there does', async () => {
    await done(repair, 'openCase', opening('of strangers'));
    const [rita, boss] = [
      await baton.as({ agent: 'rita', department: 'repair', role: 'AGENT' }),
      await baton.as({ agent: 'boss', department: 'repair', role: 'SUPERVISOR' }),
    ];
    const stranger = { code: 'AGENT_UNREGISTERED', message: expect.stringContaining('registerAgent') as string };
    for (const one of [rita, boss]) {
      expect(await asks(one, 'claimCase', { caseId: id('of strangers') })).toMatchObject(stranger);
    }
    await done(shop, 'openCase', opening('passed to strangers'));
    await done(shop, 'claimCase', { caseId: id('passed to strangers') });
    await done(shop, 'offerTransfer', offers('passed to strangers'));
    const acceptance = { caseId: id('passed to strangers'), readBack };
    expect(await asks(rita, 'acceptTransfer', acceptance)).toMatchObject(stranger);
    await done(repair, 'acceptTransfer', acceptance);
    await done(repair, 'offerTransfer', offers('passed to strangers', { to: 'shop' }));
    await done(shop, 'acceptTransfer', acceptance);

    // The supervisor registers whoever is meant to work there; an administrator stands in for any.
    await done(boss, 'registerAgent', { agent: 'rita', name: 'Rita', department: 'repair' });
    await done(rita, 'claimCase', { caseId: id('of strangers') });
    await done(rita, 'resolveCase', { caseId: id('of strangers'), resolution: 'It runs' });
    await done(office, 'moveAgent', { agent: 'rita', to: 'sales' });
  });

  it('H1 H11 does not let him go, nor move, while it answers for a case, is offered one, owes or is asked anything', async () => {
    await done(repair, 'openCase', opening('its own'));
    await done(shop, 'openCase', opening('offered'));
    await done(shop, 'openCase', opening('asked'));
    await done(shop, 'offerTransfer', offers('offered'));
    await done(shop, 'requestConsult', consults('asked'));
    await done(shop, 'makePromise', promises('asked'));

    expect(await asks(office, 'moveAgent', { agent: 'tom', to: 'depot' })).toMatchObject({
      code: 'LAST_OF_DEPARTMENT',
      message: expect.stringContaining('tom is the last who stays in repair') as string,
      missing: [
        expect.stringMatching(/^1 open case/) as string,
        expect.stringMatching(/^1 offer/) as string,
        expect.stringMatching(/^1 question/) as string,
      ],
    });
    await done(office, 'announceLeaving', { agent: 'tom' });
    clock.pass({ minutes: 1 });
    expect(await deactivated()).toMatchObject({ code: 'LAST_OF_DEPARTMENT' });

    // Of two who are leaving neither counts on the other; whoever stays is enough.
    await done(office, 'registerAgent', { agent: 'rosa', name: 'Rosa', department: 'repair' });
    await done(office, 'announceLeaving', { agent: 'rosa' });
    expect(await deactivated()).toMatchObject({ code: 'LAST_OF_DEPARTMENT' });
    await done(office, 'withdrawLeaving', { agent: 'rosa' });
    await done(office, 'deactivateAgent', { agent: 'tom' });
  });

  it('H11 lets the last go once nothing is left', async () => {
    const rosa = await baton.as({ agent: 'rosa', department: 'repair', role: 'AGENT' });
    await done(rosa, 'declineTransfer', { caseId: id('offered'), reason: 'No part', suggestionUnknown: true });
    await done(shop, 'withdrawConsult', { caseId: id('asked'), consultId: await consultOf('asked'), reason: 'Known' });
    await done(rosa, 'offerTransfer', offers('its own', { to: 'shop' }));
    await done(office, 'announceLeaving', { agent: 'rosa' });
    clock.pass({ minutes: 1 });
    const refused = await asks(office, 'deactivateAgent', { agent: 'rosa' });
    expect(refused.missing).toEqual([expect.stringMatching(/^1 open case/)]);
    await done(shop, 'acceptTransfer', {
      caseId: id('its own'),
      readBack,
    });
    await done(office, 'deactivateAgent', { agent: 'rosa' });
  });

  /** Says that both can do something; the position at which the views are to hold it. */
  async function theyCan(skill: string): Promise<string> {
    await done(office, 'setDepartmentSkills', { department: 'repair', skills: [skill] });
    const { position } = await done(office, 'setDepartmentSkills', { department: 'depot', skills: [skill] });
    await office.get('query ($p: String) { departments(atLeast: $p) { totalCount } }', { p: position });
    return position;
  }

  const consultOf = async (name: string): Promise<string> => {
    const query = 'query ($id: ID!) { case(id: $id) { consults { consultId } } }';
    const { case: found } = await shop.get<{ case: { consults: { consultId: string }[] } }>(query, { id: id(name) });
    return found.consults[0]?.consultId ?? '';
  };

  it('H7 gives it no work any more, in whatever way; a department that registers nobody takes it as before', async () => {
    // The view of agents is waited for, as a view is late.
    const { position } = await done(office, 'setCapacity', { department: 'depot', perSkill: [] });
    await office.get('query ($p: String) { agents(department: "repair", atLeast: $p) { totalCount } }', {
      p: position,
    });
    const nobody = { code: 'NOBODY_THERE', message: expect.stringContaining('registerAgent') as string };
    for (const mode of ['BLIND', 'CONSULT', 'CONFERENCE', 'ASYNC']) {
      expect(await asks(shop, 'offerTransfer', offers('offered', { mode }))).toMatchObject(nobody);
    }
    expect(await asks(shop, 'requestConsult', consults('offered'))).toMatchObject(nobody);
    expect(await asks(office, 'openCase', opening('elsewhere', 'repair'))).toMatchObject(nobody);
    expect(await asks(office, 'makePromise', { ...promises('offered'), department: 'repair' })).toMatchObject(nobody);
    const suggest = `query ($id: ID!, $p: String) {
      suggestDepartments(id: $id, ask: "Mend the pump", atLeast: $p) { suggestions { department } } }`;
    const variables = { id: id('offered'), p: await theyCan('pump') };
    expect(await shop.get(suggest, variables)).toEqual({
      suggestDepartments: { suggestions: [{ department: 'depot' }] },
    });
    await done(shop, 'offerTransfer', offers('offered', { to: 'depot', mode: 'BLIND' }));
  });
});
