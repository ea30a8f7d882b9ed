import fc from 'fast-check';
import { derivedId, keyOfStream, streamOf, type By } from '@baton/contracts';
import { Refusal } from '@baton/decider';
import { hashOfCommand } from '@baton/event-store';
import { caseAggregate } from '../../src/cases/case-folds.state.js';
import { openPromises, openTransfer, type CaseState } from '../../src/cases/case.state.js';
import { linkCases } from '../../src/cases/commands/link-cases/link-cases.decision.js';
import { offerIdOf } from '../../src/cases/commands/hand-over-shift/hand-over-shift.decision.js';
import { burdenOf } from '../../src/cases/commands/merge-cases/burden.js';
import { mergeAsDuplicate } from '../../src/cases/commands/merge-cases/merge-cases.decision.js';
import type { Agent } from '../../src/departments/agent.state.js';
import type { TestClock } from '../support/baton.js';
import { Choices, SEED, type Intent } from './office-choices.js';
import { DEPARTMENTS, supervisor, type Office } from './whole-office.js';

const AGENTS = 3;
const CASES = 3;
const readBack = { ask: 'Go on', firstAction: 'Call', by: '2036-03-03T12:00:00.000Z' };

/** What is asked for in an office, one after the other. */
export const histories: fc.Arbitrary<Intent[]> = fc.array(
  fc.record({ what: fc.nat(9999), numbers: fc.array(fc.nat(59), { minLength: 8, maxLength: 8 }) }),
  { minLength: 40, maxLength: 70, size: 'max' },
);

/** A part of the office's life: agents and cases of its own, from the first day on. */
export class Life extends Choices {
  private readonly handovers: string[] = [];

  /** @param name tells its agents and cases from those of others */
  constructor(
    office: Office,
    name: string,
    private readonly told: (states: States) => void,
  ) {
    super(office, name);
  }

  async live(history: readonly Intent[]): Promise<void> {
    for (let n = 0; n < DEPARTMENTS.length * AGENTS; n++) await this.joins(n % DEPARTMENTS.length);
    for (let n = 0; n < CASES; n++) await this.opens(n % DEPARTMENTS.length);
    for (const intent of history) {
      this.intent = intent;
      this.next = 0;
      const move = this.moves[intent.what % this.moves.length];
      await move?.();
      await this.look();
    }
    await this.passes({ hours: 3 });
  }

  private async look(): Promise<void> {
    const agents = await Promise.all(this.agents.map((agent) => this.office.agentOf(agent)));
    const cases = await Promise.all(this.cases.map((caseId) => this.office.caseOf(caseId)));
    this.told({
      agents: new Map(agents.flatMap((agent) => (agent ? [[agent.agent, agent] as const] : []))),
      cases,
    });
  }

  private readonly claims = async (): Promise<void> => {
    const { caseId, accountable } = await this.aCase(({ status, holder }) => status === 'OPEN' && !holder);
    await this.ask('claimCase', { caseId }, await this.someone(accountable));
  };

  private readonly offers = async (): Promise<void> => {
    const state = await this.aCase((one) => one.status === 'OPEN' && !openTransfer(one));
    const { caseId, accountable } = state;
    const to = this.pick(DEPARTMENTS) as string;
    const meant = to === accountable ? { toAgent: (await this.someone(to, state.holder)).agent } : {};
    const reason = to === accountable ? 'ABSENCE_OR_SHIFT' : 'SKILL_NEEDED';
    const noneVerified = { noneVerified: true, ifThen: ['If there is no pump, lend a machine'] };
    const offer = { caseId, to, ...meant, reason, ask: 'repair it', ...noneVerified };
    await this.ask('offerTransfer', offer, await this.someone(accountable));
  };

  private readonly accepts = async (): Promise<void> => {
    const state = await this.aCase((one) => openTransfer(one) !== undefined);
    const promise = openPromises(state)[0]?.promiseId;
    const staying = promise && this.pick([true, false]) ? { staying: [{ promiseId: promise, reason: 'Hers' }] } : {};
    const by = await this.someone(openTransfer(state)?.to ?? state.accountable);
    await this.ask('acceptTransfer', { caseId: state.caseId, readBack, ...staying }, by);
  };

  private readonly declines = async (): Promise<void> => {
    const state = await this.aCase((one) => openTransfer(one) !== undefined);
    const by = await this.someone(openTransfer(state)?.to ?? state.accountable);
    await this.ask('declineTransfer', { caseId: state.caseId, reason: 'Not ours', suggestionUnknown: true }, by);
  };

  private readonly promises = async (): Promise<void> => {
    const { caseId, accountable, holder } = await this.aCase(({ holder: one }) => one !== undefined);
    const by = holder === undefined ? await this.someone(accountable) : await this.byHimself(holder);
    const due = this.inHours(this.pick([2, 30, 90, 200]) ?? 90);
    const words = { beneficiary: 'Anna', action: 'The pump arrives by post', zone: 'UTC', channel: 'PHONE' };
    const promise = { ...words, due, evidence: 'The post says so', contactId: derivedId(caseId, 'contact') };
    await this.ask('makePromise', { caseId, ...promise }, by);
  };

  private readonly keeps = async (): Promise<void> => {
    const { caseId, promises } = await this.aCase((one) => openPromises(one).length > 0);
    const promise = this.pick(promises.valueSeq().toArray());
    if (!promise) return;
    const { promiseId, department } = promise;
    await this.ask('keepPromise', { caseId, promiseId, delivery: 'Parcel 7' }, await this.someone(department));
  };

  private readonly arbitrates = async (): Promise<void> => {
    const bounces = (one: CaseState) => one.status === 'OPEN' && !one.alarms.isEmpty();
    const { caseId, accountable } = await this.aCase(bounces);
    const to = this.pick(DEPARTMENTS.filter((one) => one !== accountable)) as string;
    await this.ask(
      'arbitrateAssignment',
      { caseId, to, reason: 'It has to stop' },
      { ...supervisor(accountable), role: 'ADMIN' },
    );
  };

  private readonly names = async (): Promise<void> => {
    const { caseId, accountable } = await this.aCase(({ alarms }) => !alarms.isEmpty());
    const { agent: lead } = await this.someone(accountable);
    await this.ask('assignCaseLead', { caseId, lead, reason: 'One for all' }, supervisor(accountable));
  };

  private readonly resolves = async (): Promise<void> => {
    const { caseId, accountable } = await this.aCase((one) => one.status === 'OPEN' && openPromises(one).length === 0);
    await this.ask('resolveCase', { caseId, resolution: 'It runs' }, await this.someone(accountable));
  };

  private readonly reopens = async (): Promise<void> => {
    const { caseId, accountable } = await this.aCase(({ status }) => status === 'RESOLVED');
    await this.ask('reopenCase', { caseId, reason: 'It stands still again' }, await this.someone(accountable));
  };

  private async handsOver(agent: Agent, by: By): Promise<void> {
    const colleague = await this.someone(agent.department, agent.agent);
    const meant = this.pick([true, false]) ? { toAgent: colleague.agent } : {};
    const stream = await this.ask('handOverShift', { agent: agent.agent, ...meant }, by);
    if (stream !== undefined) this.handovers.push(keyOfStream({ stream }));
  }

  private readonly shiftEnds = async (): Promise<void> => {
    const { holder, accountable } = await this.aCase(({ holder: one }) => one !== undefined);
    const agent = holder === undefined ? undefined : await this.office.agentOf(holder);
    if (agent)
      await this.handsOver(agent, this.pick([await this.byHimself(agent.agent), supervisor(accountable)]) as By);
  };

  /** A colleague takes what waits of a handover, and reads back what the risk demands (H6). */
  private readonly takesOver = async (): Promise<void> => {
    const states = await Promise.all(this.cases.map((caseId) => this.office.caseOf(caseId)));
    const waiting = this.handovers.flatMap((handoverId) => {
      const of = states.filter(({ caseId, openTransferId }) => openTransferId === offeredBy(handoverId, caseId));
      const [first] = of;
      return first ? [{ handoverId, first, cases: of.map(({ caseId }) => ({ caseId, readBack })) }] : [];
    });
    const one = this.pick(waiting);
    if (!one) return;
    const meant = openTransfer(one.first)?.toAgent;
    const { accountable, holder } = one.first;
    const by = meant === undefined ? await this.someone(accountable, holder) : await this.byHimself(meant);
    await this.ask('acceptHandover', { handoverId: one.handoverId, cases: one.cases }, by);
  };

  /** What a process leaves behind that dies between two cases; a minute later Baton finishes it. */
  private readonly diesBetween = async (): Promise<void> => {
    const one = await this.aCase();
    const other = await this.aCase(({ status, caseId }) => status === 'OPEN' && caseId !== one.caseId);
    this.asked += 1;
    const commandId = derivedId(SEED, `${this.name} ${this.asked}`);
    const by = await this.someone(one.accountable);
    const command = { caseId: one.caseId, into: other.caseId, reason: 'The same machine' };
    const context = { commandId, commandHash: hashOfCommand('MergeCases', command), by, now: this.office.clock.now() };
    const linking = { caseId: one.caseId, other: other.caseId, kind: 'RELATED' as const };
    const customerOfSurvivor = other.opened?.customerId;
    const decide = this.pick([true, false])
      ? mergeAsDuplicate(command, context, { customerOfSurvivor, survivor: burdenOf(other), circle: 'NONE' })
      : linkCases(linking, context, { circle: 'NONE' });
    const { streams } = this.office.baton.baton;
    const within = { ...context, correlationId: commandId };
    try {
      await streams.decide(streamOf('case', one.caseId), caseAggregate, decide, within);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  };

  private readonly unmerges = async (): Promise<void> => {
    const { caseId, merges, accountable } = await this.aCase(({ status }) => status === 'MERGED');
    const mergeId = merges.keySeq().first();
    if (mergeId === undefined) return;
    await this.ask('unmergeCases', { caseId, mergeId, reason: 'Two machines' }, await this.someone(accountable));
  };

  private readonly plans = async (): Promise<void> => {
    const agent = await this.atWork();
    if (!agent) return;
    const standIn = await this.someone(agent.department, agent.agent);
    const standIns = this.pick([true, true, false]) ? [{ agent: standIn.agent }] : [];
    const span = { from: this.inHours(1), until: this.inHours(this.pick([5, 60]) ?? 5) };
    await this.ask('planAbsence', { agent: agent.agent, ...span, standIns }, supervisor(agent.department));
  };

  private ofAbsence = (mutation: string) => async (): Promise<void> => {
    const agent = await this.anAgent(({ absences }) => absences.length > 0);
    const absenceId = agent?.absences[0]?.absenceId;
    if (!agent || absenceId === undefined) return;
    const standIn = await this.someone(agent.department, agent.agent);
    const more = {
      nameStandIns: { standIns: [{ agent: standIn.agent }] },
      cancelAbsence: { reason: 'He stays' },
    };
    const body = { agent: agent.agent, absenceId, ...more[mutation as keyof typeof more] };
    await this.ask(mutation, body, supervisor(agent.department));
  };

  private readonly moves = this.weighted([
    [6, this.claims],
    [7, this.offers],
    [10, this.accepts],
    [2, this.declines],
    [5, this.promises],
    [2, this.keeps],
    [5, this.arbitrates],
    [1, this.names],
    [1, this.resolves],
    [1, this.reopens],
    [3, this.shiftEnds],
    [4, this.takesOver],
    [3, this.diesBetween],
    [1, this.unmerges],
    [3, this.plans],
    [1, this.ofAbsence('nameStandIns')],
    [1, this.ofAbsence('cancelAbsence')],
    [1, this.ofAbsence('startAbsence')],
    [1, this.ofAbsence('endAbsence')],
    [2, () => this.leaves()],
    [4, () => this.goes()],
    [2, () => this.movesElsewhere()],
    [2, () => this.passes({ minutes: 2 })],
    [2, () => this.passes({ hours: 2 })],
    [1, () => this.passes({ days: 1 })],
  ]);

  private weighted(moves: readonly (readonly [number, () => Promise<void>])[]): (() => Promise<void>)[] {
    return moves.flatMap(([times, move]) => Array<() => Promise<void>>(times).fill(move));
  }

  /** Somebody leaves: it is announced, and his cases are offered to colleagues. */
  private async leaves(): Promise<void> {
    const agent = await this.atWork();
    if (!agent) return;
    await this.ask('announceLeaving', { agent: agent.agent }, supervisor(agent.department));
    await this.passes({ minutes: 2 });
    await this.handsOver(agent, supervisor(agent.department));
    if (this.pick([true, false])) await this.takesOver();
  }

  private async goes(): Promise<void> {
    const agent = await this.anAgent(({ standing }) => standing === 'LEAVING');
    if (!agent) return;
    await this.ask('deactivateAgent', { agent: agent.agent }, supervisor(agent.department));
    if (this.pick([true, false])) await this.joins(DEPARTMENTS.indexOf(agent.department));
  }

  private async movesElsewhere(): Promise<void> {
    const agent = await this.anAgent(({ standing }) => standing === 'ACTIVE');
    const to = this.pick(DEPARTMENTS) as string;
    if (agent) await this.ask('moveAgent', { agent: agent.agent, to }, { ...supervisor(to), role: 'ADMIN' });
  }

  private passes(time: Parameters<TestClock['pass']>[0]): Promise<void> {
    return this.office.pass(time, () => this.look());
  }
}

/** The transfer with which a handover offers a case. */
const offeredBy = (handoverId: string, caseId: string): string => derivedId(offerIdOf(handoverId, caseId), 'transfer');

/** All that a life has, as the streams tell it. */
export interface States {
  readonly agents: ReadonlyMap<string, Agent>;
  readonly cases: readonly CaseState[];
}
