import type { AgentFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { scenarios } from '@baton/decider/testing';
import { givenBy, NOON } from '../../../../test/support/callers.js';
import { agentAggregate } from '../../agent.state.js';
import type { PlannedWork } from '../../absence-plan.js';
import { deactivateAgent } from '../deactivate-agent/deactivate-agent.decision.js';
import { endAbsence } from '../end-absence/end-absence.decision.js';
import { startAbsence } from './start-absence.decision.js';

const { given } = scenarios(agentAggregate, (facts: readonly AgentFact[]) => recorded('agent-tom', facts));
const absenceId = 'a0000000-0000-4000-8000-000000000000';
const about = { agent: 'tom', absenceId };
const himself = givenBy('AGENT', 'repair', 'tom');
const registered: AgentFact = { type: 'AgentRegistered', data: { name: 'Tom', department: 'repair' } };
const planned = (from: string, until: string): AgentFact => ({
  type: 'AbsencePlanned',
  data: { absenceId, from, until, standIns: [] },
});
const now = planned(NOON, '2026-03-04T12:00:00.000Z');
const started: AgentFact = { type: 'AbsenceStarted', data: { absenceId } };
const ended: AgentFact = { type: 'AbsenceEnded', data: { absenceId } };
const leaving: AgentFact = { type: 'LeavingAnnounced', data: {} };
const gone: AgentFact = { type: 'AgentDeactivated', data: {} };
const work = (count: number): PlannedWork[] =>
  Array.from({ length: count }, (_, index) => ({ caseId: `case ${index}`, trouble: 'nobody is named for it' }));
const start = (uncovered: PlannedWork[] = []) => startAbsence(about, himself, { uncovered });

describe('beginning an absence', () => {
  it('H11 writes so once nothing is uncovered, once', () => {
    given(registered, now).when(start()).then(started);
    given(registered, now, started)
      .when(start(work(1)))
      .then();
  });

  it('H11 is refused with a bounded list of what has nobody, and the count of all', () => {
    const { details } = given(registered, now)
      .when(start(work(250)))
      .refused('WORK_WITHOUT_STAND_IN', '250');
    expect(details.rule).toBe('H11');
    expect(details.missing).toHaveLength(100);
    expect(details.missing?.[0]).toBe('case case 0: nobody is named for it');
  });

  it('is refused before its time and after it, where there is none, and for whoever has left', () => {
    const [before, after] = ['2026-03-02T12:00:00.001Z', NOON];
    given(registered, planned(before, '2026-03-04T12:00:00.000Z')).when(start()).refused('ABSENCE_NOT_DUE', before);
    given(registered, planned('2026-03-01T12:00:00.000Z', after)).when(start()).refused('ABSENCE_NOT_DUE', after);
    given(registered).when(start()).refused('ABSENCE_UNKNOWN');
    given(registered, leaving, gone).when(start()).refused('AGENT_GONE');
    given().when(start()).refused('AGENT_UNKNOWN');
  });

  it('is for the agent himself and his supervisor', () => {
    const by = (given: typeof himself) => startAbsence(about, given, { uncovered: [] });
    given(registered, now)
      .when(by(givenBy('SUPERVISOR', 'repair', 'lea')))
      .then(started);
    given(registered, now)
      .when(by(givenBy('AGENT', 'repair', 'rosa')))
      .refused('NOT_ALLOWED');
  });
});

describe('ending an absence', () => {
  const end = endAbsence(about, himself);

  it('is for one that has begun, or whose time is over', () => {
    given(registered, now, started).when(end).then(ended);
    given(registered, now, started, ended).when(end).then();
    given(registered, planned('2026-03-01T12:00:00.000Z', NOON)).when(end).then(ended);
  });

  it('is refused for one that has not begun, and where there is none', () => {
    given(registered, now).when(end).refused('ABSENCE_NOT_STARTED', 'cancelAbsence');
    given(registered).when(end).refused('ABSENCE_UNKNOWN');
    given().when(end).refused('AGENT_UNKNOWN');
  });
});

describe('deactivating an agent', () => {
  const lea = givenBy('SUPERVISOR', 'repair', 'lea');
  const deactivate = (left: PlannedWork[] = [], by = lea) => deactivateAgent({ agent: 'tom' }, by, { left });

  it('H11 is done once nothing is left, once', () => {
    given(registered, leaving).when(deactivate()).then(gone);
    given(registered, leaving, gone)
      .when(deactivate(work(1)))
      .then();
  });

  it('ends his absences, and cancels those that have not begun', () => {
    const reason = 'The agent has left';
    given(registered, now, leaving)
      .when(deactivate())
      .then({ type: 'AbsenceCancelled', data: { absenceId, reason } }, gone);
    given(registered, now, started, leaving).when(deactivate()).then(ended, gone);
  });

  it('H11 is refused with a bounded list of what is left, and the count of all', () => {
    const { details } = given(registered, leaving)
      .when(deactivate(work(101)))
      .refused('OPEN_WORK', '101');
    expect(details.missing).toHaveLength(100);
  });

  it('H11 is refused before the leaving was announced, and within a minute of that', () => {
    given(registered).when(deactivate()).refused('AGENT_NOT_LEAVING', 'announceLeaving');
    given(registered, leaving, { type: 'LeavingWithdrawn', data: {} }).when(deactivate()).refused('AGENT_NOT_LEAVING');
    // The events of a spec are recorded a minute after one another, from 09:00 on.
    const soon = { ...lea, now: '2026-03-02T09:01:59.999Z' };
    given(registered, leaving).when(deactivate([], soon)).refused('AGENT_NOT_LEAVING', '2026-03-02T09:02:00.000Z');
  });

  it('is for his supervisor, not for himself', () => {
    given(registered, leaving)
      .when(deactivate([], givenBy('SUPERVISOR', 'sales', 'sam')))
      .refused('NOT_YOUR_DEPARTMENT');
    given(registered, leaving).when(deactivate([], himself)).refused('NOT_ALLOWED');
    given().when(deactivate()).refused('AGENT_UNKNOWN');
  });
});
