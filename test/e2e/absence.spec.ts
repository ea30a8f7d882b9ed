import { derivedId, streamOf, type By, type Role } from '@baton/contracts';
import { app } from '../../src/app.js';
import { caseAggregate } from '../../src/cases/case-folds.state.js';
import { startBaton, TestClock, type TestBaton } from '../support/baton.js';
import type { Client } from '../support/client.js';

interface Outcome {
  readonly __typename: 'Receipt' | 'Refused';
  readonly key: string;
  readonly revision: number;
  readonly position: string;
  readonly code?: string;
  readonly message?: string;
  readonly missing?: readonly string[];
}

const OUTCOME = `{
  __typename
  ... on Receipt { stream key revision position commandId }
  ... on Refused { code message missing }
}`;
const NAMESPACE = '0190b7a4-3c1e-7c55-9c3a-1f2e3d4c5b6a';
const id = (name: string): string => derivedId(NAMESPACE, name);

const clock = new TestClock();
let baton: TestBaton;
const clients = new Map<string, Client>();
let absences = 0;

beforeAll(async () => {
  // By hand: nothing begins or ends by itself (absence-by-itself.spec.ts).
  const { policies: _, ...byHand } = app;
  baton = await startBaton(byHand, { clock });
  const people: [string, string, Role][] = [
    ['ada', 'office', 'ADMIN'],
    ['lea', 'repair', 'SUPERVISOR'],
    ['sam', 'sales', 'SUPERVISOR'],
    ...['tom', 'rosa', 'ulf', 'kim', 'pia', 'max'].map((agent): [string, string, Role] => [agent, 'repair', 'AGENT']),
  ];
  for (const [agent, department, role] of people) {
    clients.set(agent, await baton.as({ agent, department, role } satisfies By));
  }
  await asks('ada', 'openDepartment', { department: 'repair', name: 'Repair shop', zone: 'Europe/Vienna' });
  await asks('ada', 'openDepartment', { department: 'sales', name: 'Sales' });
  for (const agent of ['tom', 'rosa', 'ulf', 'kim', 'pia', 'max']) {
    await asks('ada', 'registerAgent', { agent, name: agent, department: 'repair' });
  }
  await asks('lea', 'registerCustomer', { customerId: id('customer'), kind: 'PERSON', name: 'Anna Kern' });
});
afterAll(() => baton.close());

const clientOf = (agent: string): Client => clients.get(agent) as Client;

async function outcome(agent: string, mutation: string, input: object, commandId?: string): Promise<Outcome> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const operation = `mutation Ask($input: ${type}!, $commandId: ID) { ${mutation}(input: $input, commandId: $commandId) ${OUTCOME} }`;
  return (await clientOf(agent).get<Record<string, Outcome>>(operation, { input, commandId }))[mutation] as Outcome;
}

/** As `outcome`, where it must go well. */
async function asks(agent: string, mutation: string, input: object, commandId?: string): Promise<Outcome> {
  const answer = await outcome(agent, mutation, input, commandId);
  if (answer.__typename === 'Refused') throw new Error(`${mutation}: ${answer.code}: ${answer.message}`);
  return answer;
}

const caseOf = async (caseId: string): Promise<{ holder: string | null; accountable: string }> => {
  const query = 'query Look($id: ID!) { case(id: $id) { holder accountable } }';
  return (await clientOf('lea').get<{ case: { holder: string | null; accountable: string } }>(query, { id: caseId }))
    .case;
};
const holderOf = async (caseId: string): Promise<string | null> => (await caseOf(caseId)).holder;

/** An open case in the hands of an agent. */
async function heldBy(agent: string, name: string): Promise<string> {
  const caseId = id(name);
  const now = clock.now();
  await asks('lea', 'openCase', {
    caseId,
    customerId: id('customer'),
    matter: 'The washing machine stands still',
    kind: 'FAULT',
    contact: {
      contactId: id(`${name}: contact`),
      direction: 'INBOUND',
      channel: 'PHONE',
      participants: ['Anna Kern'],
      startedAt: now,
      endedAt: now,
      disposition: 'FOLLOW_UP',
      matter: 'The washing machine stands still',
    },
  });
  await asks(agent, 'claimCase', { caseId });
  return caseId;
}

const inHours = (hours: number): string => new Date(Date.parse(clock.now()) + hours * 3_600_000).toISOString();

/** An absence from now on, planned by the supervisor. */
async function plannedNow(agent: string, standIns: object[], hours = 48): Promise<string> {
  const commandId = id(`absence ${(absences += 1)}`);
  await asks('lea', 'planAbsence', { agent, from: clock.now(), until: inHours(hours), standIns }, commandId);
  return derivedId(commandId, 'absence');
}

const planOf = async (asking: string, agent: string, hours = 48) => {
  const query = `query Plan($agent: String!, $from: DateTime!, $until: DateTime!) {
    absencePlan(agent: $agent, from: $from, until: $until) {
      canBegin total uncovered work { caseId promiseId standIn trouble } inInbox { caseId promiseId due }
    }
  }`;
  const variables = { agent, from: clock.now(), until: inHours(hours) };
  return (await clientOf(asking).get<{ absencePlan: Record<string, unknown> }>(query, variables)).absencePlan;
};

describe('an absence', () => {
  it('H11 lists each case and promise, begins once each has a stand-in, and gives back what is still held', async () => {
    const [first, second] = [await heldBy('tom', 'first'), await heldBy('tom', 'second')];
    await asks('tom', 'makePromise', {
      caseId: first,
      beneficiary: 'Anna Kern',
      action: 'Repair calls with the date',
      due: inHours(24),
      zone: 'Europe/Vienna',
      channel: 'PHONE',
      evidence: 'The call is recorded',
      contactId: id('first: contact'),
    });
    const absenceId = await plannedNow('tom', [{ agent: 'rosa', caseId: first }]);
    expect(await outcome('tom', 'claimCase', { caseId: id('any') })).toMatchObject({ code: 'CASE_UNKNOWN' });
    expect(await planOf('tom', 'tom')).toMatchObject({ canBegin: false, total: 3, uncovered: 1 });

    const ghost = { agent: 'tom', standIns: [{ agent: 'ulf', caseId: id('no such case') }] };
    const unknown = { code: 'CASE_UNKNOWN', message: expect.stringContaining(id('no such case')) as string };
    expect(await outcome('tom', 'nameStandIns', { ...ghost, absenceId })).toMatchObject(unknown);
    const span = { from: inHours(100), until: inHours(110) };
    expect(await outcome('tom', 'planAbsence', { ...ghost, ...span })).toMatchObject(unknown);
    const refused = await outcome('tom', 'startAbsence', { agent: 'tom', absenceId });
    expect(refused).toMatchObject({ code: 'WORK_WITHOUT_STAND_IN', missing: [expect.stringContaining(second)] });
    expect(await holderOf(first)).toBe('tom');

    await asks('tom', 'nameStandIns', {
      agent: 'tom',
      absenceId,
      standIns: [{ agent: 'rosa', caseId: first }, { agent: 'ulf' }],
    });
    expect(await planOf('tom', 'tom')).toMatchObject({ canBegin: true, total: 3, uncovered: 0 });
    const commandId = id('start');
    const begun = await asks('tom', 'startAbsence', { agent: 'tom', absenceId }, commandId);
    expect([await holderOf(first), await holderOf(second)]).toEqual(['rosa', 'ulf']);
    expect(await asks('tom', 'startAbsence', { agent: 'tom', absenceId }, commandId)).toEqual(begun);

    // While he is away, nothing comes to him; what the stand-in gave away stays where it is.
    const third = await heldBy('pia', 'third');
    await asks('pia', 'releaseCase', { caseId: third });
    expect(await outcome('tom', 'claimCase', { caseId: third })).toMatchObject({
      code: 'AGENT_AWAY',
      message: expect.stringContaining('ulf stands in') as string,
    });
    await asks('ulf', 'releaseCase', { caseId: second });
    await asks('kim', 'claimCase', { caseId: second });
    await asks('tom', 'endAbsence', { agent: 'tom', absenceId });
    expect([await holderOf(first), await holderOf(second)]).toEqual(['tom', 'kim']);
    expect(await outcome('tom', 'claimCase', { caseId: third })).toMatchObject({ __typename: 'Receipt' });
  });

  it('H11 shows what the agent promised in cases that nobody holds: it waits in the inbox, and holds nothing up', async () => {
    const caseId = await heldBy('ulf', 'put back with a promise');
    const other = await heldBy('ulf', 'passed on with a promise');
    const promise = {
      ...{ beneficiary: 'Anna Kern', action: 'Repair sends the part', zone: 'Europe/Vienna', channel: 'EMAIL' },
      ...{ due: inHours(24), evidence: 'The post says so' },
    };
    for (const [one, name] of [
      [caseId, 'put back with a promise'],
      [other, 'passed on with a promise'],
    ] as const) {
      await asks('ulf', 'makePromise', { ...promise, caseId: one, contactId: id(`${name}: contact`) });
      await asks('ulf', 'releaseCase', { caseId: one });
    }
    await asks('max', 'claimCase', { caseId: other });
    const absenceId = await plannedNow('ulf', []);
    const line = { caseId, promiseId: expect.any(String) as string, due: promise.due };
    expect(await planOf('ulf', 'ulf')).toMatchObject({ canBegin: true, total: 0, work: [], inInbox: [line] });
    expect(await planOf('ulf', 'ulf', 12)).toMatchObject({ inInbox: [] });
    expect(await planOf('max', 'max')).toMatchObject({ inInbox: [] });
    await asks('ulf', 'startAbsence', { agent: 'ulf', absenceId });
    await asks('ulf', 'endAbsence', { agent: 'ulf', absenceId });
    await asks('max', 'releaseCase', { caseId: other });
  });

  it('H11 goes on to the stand-in of a stand-in who is away, and comes back to whose case it is', async () => {
    const caseId = await heldBy('rosa', 'passed twice');
    const rosas = await plannedNow('rosa', [{ agent: 'kim' }]);
    await asks('rosa', 'startAbsence', { agent: 'rosa', absenceId: rosas });
    expect(await holderOf(caseId)).toBe('kim');
    const kims = await plannedNow('kim', [{ agent: 'pia' }], 24);
    await asks('lea', 'startAbsence', { agent: 'kim', absenceId: kims });
    expect(await holderOf(caseId)).toBe('pia');
    expect(await outcome('rosa', 'claimCase', { caseId })).toMatchObject({ code: 'CASE_HELD' });
    await asks('kim', 'endAbsence', { agent: 'kim', absenceId: kims });
    expect(await holderOf(caseId)).toBe('pia');
    await asks('rosa', 'endAbsence', { agent: 'rosa', absenceId: rosas });
    expect(await holderOf(caseId)).toBe('rosa');
  });

  it('H11 of two who name one another at the same instant, neither can leave his work to the other', async () => {
    const caseId = await heldBy('max', 'in a circle');
    const [maxs, pias] = await Promise.all([
      plannedNow('max', [{ agent: 'pia' }]),
      plannedNow('pia', [{ agent: 'max' }]).catch(() => undefined),
    ]);
    const started = await outcome('max', 'startAbsence', { agent: 'max', absenceId: maxs });
    if (pias === undefined) expect(started.__typename).toBe('Receipt');
    else expect(started).toMatchObject({ code: 'WORK_WITHOUT_STAND_IN' });
    expect(await holderOf(caseId)).toBe(pias === undefined ? 'pia' : 'max');
    await outcome('max', 'endAbsence', { agent: 'max', absenceId: maxs });
    await outcome('max', 'cancelAbsence', { agent: 'max', absenceId: maxs, reason: 'stays' });
    if (pias) await asks('pia', 'cancelAbsence', { agent: 'pia', absenceId: pias, reason: 'stays' });
    if ((await holderOf(caseId)) !== 'max') throw new Error('the case did not come back');
    await asks('max', 'releaseCase', { caseId });
  });

  it('H11 begun and cancelled at the same instant, one wins and no case is lost', async () => {
    for (const round of [1, 2, 3, 4, 5]) {
      const caseId = await heldBy('max', `begun or cancelled ${round}`);
      const absenceId = await plannedNow('max', [{ agent: 'pia' }]);
      const about = { agent: 'max', absenceId };
      const [begun, cancelled] = await Promise.all([
        outcome('lea', 'startAbsence', about),
        outcome('max', 'cancelAbsence', { ...about, reason: 'stays' }),
      ]);
      expect([begun.__typename, cancelled.__typename].sort()).toEqual(['Receipt', 'Refused']);
      expect(await holderOf(caseId)).toBe(begun.__typename === 'Receipt' ? 'pia' : 'max');
      if (begun.__typename === 'Receipt') await asks('max', 'endAbsence', about);
      await asks('max', 'releaseCase', { caseId });
    }
  });

  it('H11 claimed while it begins, a case is with the stand-in or was never his', async () => {
    const caseIds: string[] = [];
    for (let index = 0; index < 8; index++) {
      const caseId = await heldBy('max', `claimed ${index}`);
      await asks('max', 'releaseCase', { caseId });
      caseIds.push(caseId);
    }
    // Claimed up to the instant at which the door closes, and begun at that instant.
    const commandId = id('absence at an instant');
    await asks(
      'max',
      'planAbsence',
      { agent: 'max', from: inHours(1), until: inHours(24), standIns: [{ agent: 'pia' }] },
      commandId,
    );
    const about = { agent: 'max', absenceId: derivedId(commandId, 'absence') };
    expect(await outcome('max', 'startAbsence', about)).toMatchObject({ code: 'ABSENCE_NOT_DUE' });
    const claims = caseIds.map((caseId) => outcome('max', 'claimCase', { caseId }));
    clock.pass({ hours: 1 });
    const [begun, ...claimed] = await Promise.all([outcome('lea', 'startAbsence', about), ...claims]);
    expect(begun.__typename).toBe('Receipt');
    for (const { code } of claimed) expect([undefined, 'AGENT_AWAY']).toContain(code);
    // What was stored after the last look is found when it is asked again.
    await asks('lea', 'startAbsence', about);
    for (const caseId of caseIds) expect(await holderOf(caseId)).not.toBe('max');
    await asks('max', 'endAbsence', about);
  });
});

describe('leaving', () => {
  it('H11 closes the door at once, and lets go only with empty hands', async () => {
    const caseId = await heldBy('kim', 'of one who leaves');
    await asks('lea', 'assignCaseLead', { caseId, lead: 'kim', reason: 'She knows the machine' });
    expect(await outcome('sam', 'announceLeaving', { agent: 'kim' })).toMatchObject({ code: 'NOT_YOUR_DEPARTMENT' });
    expect(await outcome('lea', 'deactivateAgent', { agent: 'kim' })).toMatchObject({ code: 'AGENT_NOT_LEAVING' });
    const other = await heldBy('pia', 'free');
    await asks('pia', 'releaseCase', { caseId: other });
    const [, claimed] = await Promise.all([
      asks('kim', 'announceLeaving', { agent: 'kim' }),
      outcome('kim', 'claimCase', { caseId: other }),
    ]);
    expect(['Receipt', 'Refused']).toContain(claimed.__typename);
    expect(await outcome('lea', 'deactivateAgent', { agent: 'kim' })).toMatchObject({
      code: 'AGENT_NOT_LEAVING',
      message: expect.stringContaining('less than a minute') as string,
    });
    clock.pass({ minutes: 1 });
    const refused = await outcome('lea', 'deactivateAgent', { agent: 'kim' });
    expect(refused.code).toBe('OPEN_WORK');
    const left = refused.missing ?? [];
    expect(left).toContain(`case ${caseId}`);
    if (claimed.__typename === 'Receipt') expect(left).toContain(`case ${other}`);
    expect(left).toContain(`case ${caseId}: name another lead with assignCaseLead`);
    const held = left.filter((line) => !line.includes('lead'));
    for (const line of held) await asks('lea', 'releaseCase', { caseId: line.replace('case ', '') });
    expect(await outcome('lea', 'deactivateAgent', { agent: 'kim' })).toMatchObject({ code: 'OPEN_WORK' });
    await asks('lea', 'assignCaseLead', { caseId, lead: 'pia', reason: 'Kim leaves' });
    await asks('lea', 'deactivateAgent', { agent: 'kim' });
    expect(await outcome('kim', 'claimCase', { caseId })).toMatchObject({ code: 'AGENT_GONE' });
    const { agent } = await clientOf('lea').get('{ agent(id: "kim") { standing absences { absenceId } } }');
    expect(agent).toEqual({ standing: 'GONE', absences: [] });
  });
});

describe('moving to another department', () => {
  it('H11 is refused with the list while the agent holds cases of the old one', async () => {
    const caseId = await heldBy('pia', 'of one who moves');
    const refused = await outcome('ada', 'moveAgent', { agent: 'pia', to: 'sales' });
    expect(refused).toMatchObject({ code: 'OPEN_WORK', missing: [`case ${caseId}`] });
    await asks('pia', 'releaseCase', { caseId });
    const commandId = id('move');
    const moved = await asks('ada', 'moveAgent', { agent: 'pia', to: 'sales' }, commandId);
    expect(await asks('ada', 'moveAgent', { agent: 'pia', to: 'sales' }, commandId)).toEqual(moved);
  });

  it('H1 while away, the cases that are held for him stay with the stand-in', async () => {
    const caseId = await heldBy('rosa', 'of one who moves while away');
    const commandId = id('absence of one who moves');
    const standIns = [{ agent: 'ulf' }];
    await asks('rosa', 'planAbsence', { agent: 'rosa', from: inHours(0), until: inHours(24), standIns }, commandId);
    const about = { agent: 'rosa', absenceId: derivedId(commandId, 'absence') };
    await asks('lea', 'startAbsence', about);
    expect(await holderOf(caseId)).toBe('ulf');
    await asks('ada', 'moveAgent', { agent: 'rosa', to: 'sales' });
    await asks('rosa', 'endAbsence', about);
    expect(await caseOf(caseId)).toEqual({ holder: 'ulf', accountable: 'repair' });
    const told = await baton.baton.streams.load(streamOf('case', caseId), caseAggregate);
    expect(told?.state.standsInFor).toBeUndefined();
    await asks('ulf', 'releaseCase', { caseId });
  });
});
