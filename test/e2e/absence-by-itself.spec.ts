import { setTimeout as pause } from 'node:timers/promises';
import { derivedId, streamOf, type By, type CaseFact } from '@baton/contracts';
import type { CommandContext } from '@baton/event-store';
import { app } from '../../src/app.js';
import { caseAggregate } from '../../src/cases/case-folds.state.js';
import { claimCase } from '../../src/cases/commands/claim-case/claim-case.decision.js';
import { agentAggregate } from '../../src/departments/agent.state.js';
import { temporaryFolder } from '../support/baton-process.js';
import { startBaton, TestClock, type TestBaton } from '../support/baton.js';

const SEED = '0190b7a4-3c1e-7c55-9c3a-1f2e3d4c5b6b';
const id = (name: string): string => derivedId(SEED, name);
const agentOf = (agent: string, department = 'repair'): By => ({ agent, department, role: 'AGENT' });

const folder = temporaryFolder();
let clock = new TestClock();
let baton: TestBaton;
beforeEach(async () => {
  clock = new TestClock(clock.now());
  baton = await startBaton(app, { clock, folder });
});
afterEach(() => baton.close());

const inHours = (hours: number): string => new Date(Date.parse(clock.now()) + hours * 3_600_000).toISOString();
const contextOf = (name: string, by: By): CommandContext => ({
  commandId: id(name),
  commandHash: id(name).replaceAll('-', '').repeat(2),
  correlationId: id(name),
  by,
  now: clock.now(),
});

async function asks(agent: string, mutation: string, input: object, commandId?: string): Promise<void> {
  const client = await baton.as({ ...agentOf(agent), role: agent === 'ada' ? 'ADMIN' : 'AGENT' });
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const operation = `mutation Ask($input: ${type}!, $commandId: ID) {
    ${mutation}(input: $input, commandId: $commandId) { ... on Refused { code message } }
  }`;
  const answer = (await client.get<Record<string, { code?: string }>>(operation, { input, commandId }))[mutation];
  if (answer?.code !== undefined) throw new Error(`${mutation}: ${JSON.stringify(answer)}`);
}

async function opened(name: string, department = 'repair'): Promise<string> {
  const caseId = id(name);
  const facts: CaseFact[] = [
    { type: 'CaseOpened', data: { customerId: id('Anna'), department, matter: 'It stands still' } },
  ];
  const streams = baton.baton.streams;
  await streams.decide(streamOf('case', caseId), caseAggregate, () => facts, contextOf(`open ${name}`, agentOf('lea')));
  return caseId;
}

/** A claim that found the door of the agent open, however late it is stored. */
const claimed = (agent: string, caseId: string, department = 'repair'): Promise<unknown> => {
  const context = contextOf(`claim ${caseId} by ${agent}`, agentOf(agent, department));
  return baton.baton.streams.decide(
    streamOf('case', caseId),
    caseAggregate,
    claimCase({ caseId }, context, {}),
    context,
  );
};

async function registered(...agents: string[]): Promise<void> {
  for (const agent of agents) await asks('ada', 'registerAgent', { agent, name: agent, department: 'repair' });
}

async function planned(agent: string, from: number, until: number, standIns: object[] = []): Promise<string> {
  const commandId = id(`absence of ${agent}`);
  await asks('ada', 'planAbsence', { agent, from: inHours(from), until: inHours(until), standIns }, commandId);
  return derivedId(commandId, 'absence');
}

const holderOf = async (caseId: string): Promise<string | undefined> =>
  (await baton.baton.streams.load(streamOf('case', caseId), caseAggregate))?.state.holder;
const standingOf = async (agent: string): Promise<string | undefined> =>
  (await baton.baton.streams.load(streamOf('agent', agent), agentAggregate))?.state?.standing;

async function wordsOf(stream: string): Promise<string[]> {
  const types: string[] = [];
  for await (const { type } of baton.baton.store.readStream(stream)) types.push(type);
  return types;
}
/** What the supervisor of the repair shop is asked. */
async function escalated(): Promise<object[]> {
  const lea = await baton.as({ ...agentOf('lea'), role: 'SUPERVISOR' });
  const query = `query Look($at: String) { escalations(department: "repair", first: 5, atLeast: $at) { edges { node { caseId cause absenceId times } } } }`;
  const { escalations } = await lea.get<{ escalations: { edges: { node: object }[] } }>(query, {
    at: await baton.baton.store.head(),
  });
  return escalations.edges.map(({ node }) => node);
}
async function until(so: () => Promise<boolean>): Promise<void> {
  while (!(await so())) await pause(5);
}
const untilWritten = (agent: string, word: string): Promise<void> =>
  until(async () => (await wordsOf(streamOf('agent', agent))).includes(word));

describe('an absence, by itself', () => {
  it('H11 begins when its time has come, ends when it is over, and is looked at again after both', async () => {
    await asks('ada', 'openDepartment', { department: 'repair', name: 'Repair' });
    await registered('tom', 'rosa');
    const caseId = await opened('passed on');
    await claimed('tom', caseId);
    await planned('tom', 1, 5, [{ agent: 'rosa' }]);
    clock.pass({ hours: 1 });
    await untilWritten('tom', 'AbsenceStarted');
    await until(async () => (await holderOf(caseId)) === 'rosa');
    clock.pass({ minutes: 1 });
    await untilWritten('tom', 'LateWorkSettled');
    clock.pass({ hours: 4 });
    await untilWritten('tom', 'AbsenceEnded');
    await until(async () => (await holderOf(caseId)) === 'tom');
    const words = ['AgentRegistered', 'AbsencePlanned', 'AbsenceStarted', 'LateWorkSettled', 'AbsenceEnded'];
    expect(await wordsOf(streamOf('agent', 'tom'))).toEqual(words);
  });

  it('H11 is held up and brought before the supervisor, once, until somebody stands in', async () => {
    await registered('ulf', 'kim');
    const caseId = await opened('held up');
    await claimed('ulf', caseId);
    const absenceId = await planned('ulf', 1, 100);
    clock.pass({ hours: 1 });
    await untilWritten('ulf', 'AbsenceDelayed');
    expect(await wordsOf(streamOf('case', caseId))).toEqual(['CaseOpened', 'CaseClaimed', 'EscalationRaised']);
    clock.pass({ days: 1 });
    await until(async () => (await wordsOf(streamOf('agent', 'ulf'))).length === 4);
    expect(await holderOf(caseId)).toBe('ulf');
    expect(await escalated()).toEqual([{ caseId, cause: 'ABSENT_WITHOUT_STAND_IN', absenceId, times: 1 }]);
    await asks('ada', 'nameStandIns', { agent: 'ulf', absenceId, standIns: [{ agent: 'kim' }] });
    await untilWritten('ulf', 'AbsenceStarted');
    expect(await holderOf(caseId)).toBe('kim');
    const raised = (await wordsOf(streamOf('case', caseId))).filter((word) => word === 'EscalationRaised');
    expect(raised).toHaveLength(1);
    expect(await escalated()).toEqual([]);
  });

  it('H11 begins and ends once, though nobody ran when it was time', async () => {
    await registered('pia', 'max');
    const caseId = await opened('while nobody ran');
    await claimed('pia', caseId);
    await planned('pia', 1, 48, [{ agent: 'max' }]);
    await baton.close();
    clock.pass({ hours: 2 });
    baton = await startBaton(app, { clock, folder });
    await untilWritten('pia', 'AbsenceStarted');
    expect(await holderOf(caseId)).toBe('max');
    await baton.close();
    clock.pass({ hours: 46 });
    baton = await startBaton(app, { clock, folder });
    await untilWritten('pia', 'AbsenceEnded');
    await until(async () => (await holderOf(caseId)) === 'pia');
    const words = await wordsOf(streamOf('agent', 'pia'));
    expect(words.filter((word) => /AbsenceStarted|AbsenceEnded/.test(word))).toHaveLength(2);
  });
});

describe('a claim that read the door before it closed, and is stored after all was looked at', () => {
  it('H11 goes on to the stand-in, or back where nobody stands in by then', async () => {
    await registered('gil', 'eva');
    const caseId = await opened('claimed late');
    await planned('gil', 1, 48, [{ agent: 'eva' }]);
    clock.pass({ hours: 1 });
    await untilWritten('gil', 'AbsenceStarted');
    await claimed('gil', caseId);
    expect(await holderOf(caseId)).toBe('gil');
    clock.pass({ minutes: 1 });
    await untilWritten('gil', 'LateWorkSettled');
    expect(await holderOf(caseId)).toBe('eva');
  });

  it('H11 goes back into the inbox where the agent has left', async () => {
    await registered('jan');
    const caseId = await opened('claimed by one who left');
    await asks('ada', 'announceLeaving', { agent: 'jan' });
    clock.pass({ minutes: 1 });
    await asks('ada', 'deactivateAgent', { agent: 'jan' });
    expect(await standingOf('jan')).toBe('GONE');
    await claimed('jan', caseId);
    clock.pass({ minutes: 1 });
    await untilWritten('jan', 'LateWorkSettled');
    expect(await holderOf(caseId)).toBeUndefined();
  });
});

describe('who was leaving and stays after all', () => {
  it('H11 has his cases again that stayed with the stand-in when he came back', async () => {
    await registered('bea', 'cal');
    const caseId = await opened('of one who stays');
    await claimed('bea', caseId);
    await planned('bea', 1, 5, [{ agent: 'cal' }]);
    clock.pass({ hours: 1 });
    await untilWritten('bea', 'AbsenceStarted');
    await asks('ada', 'announceLeaving', { agent: 'bea' });
    clock.pass({ hours: 4 });
    await untilWritten('bea', 'AbsenceEnded');
    expect(await holderOf(caseId)).toBe('cal');
    await asks('ada', 'withdrawLeaving', { agent: 'bea' });
    clock.pass({ minutes: 1 });
    await until(async () => (await holderOf(caseId)) === 'bea');
  });
});

describe('who has moved to another department', () => {
  const moved = async (agent: string) => {
    await registered(agent);
    await asks('ada', 'moveAgent', { agent, to: 'sales' }, id(`move ${agent}`));
  };

  it('H1 takes nothing of the old one, whatever his token still says', async () => {
    await asks('ada', 'openDepartment', { department: 'sales', name: 'Sales' });
    await moved('nia');
    const caseId = await opened('claimed with an old token');
    await expect(asks('nia', 'claimCase', { caseId })).rejects.toThrow('AGENT_MOVED');
  });

  it('H1 a claim stored after the move goes back into the inbox a minute later; those of the new one stay', async () => {
    await moved('leo');
    const [late, own] = [await opened('claimed and moved'), await opened('claimed there', 'sales')];
    await claimed('leo', late);
    await claimed('leo', own, 'sales');
    clock.pass({ minutes: 1 });
    await untilWritten('leo', 'LateWorkSettled');
    expect([await holderOf(late), await holderOf(own)]).toEqual([undefined, 'leo']);
  });

  it('H1 what came while he moved goes back with the move, where it is not of the new one', async () => {
    await moved('ivy');
    const [late, own] = [await opened('came while he moved'), await opened('came there', 'sales')];
    await claimed('ivy', late);
    await claimed('ivy', own, 'sales');
    // The move is stored; what follows upon it is done once more.
    await asks('ada', 'moveAgent', { agent: 'ivy', to: 'sales' }, id('move ivy'));
    expect([await holderOf(late), await holderOf(own)]).toEqual([undefined, 'ivy']);
  });
});
