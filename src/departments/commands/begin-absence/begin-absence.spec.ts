import type { AgentFact } from '@baton/contracts';
import { givenBy, NOON } from '../../../../test/support/callers.js';
import type { PlannedWork } from '../../absence-plan.js';
import { ABSENCE, given, gone, leaving, registered, started } from '../../testing/absence.scenarios.js';
import { beginAbsence } from './begin-absence.decision.js';

const baton = givenBy('ADMIN', 'baton', 'baton');
const begin = (uncovered: PlannedWork[] = []) =>
  beginAbsence({ agent: 'tom', absenceId: ABSENCE }, baton, { uncovered });
const planned = (from: string, until: string): AgentFact => ({
  type: 'AbsencePlanned',
  data: { absenceId: ABSENCE, from, until, standIns: [] },
});
const later = '2026-03-04T12:00:00.000Z';
const due = planned(NOON, later);
const unattended = [{ caseId: 'one' }, { caseId: 'one', promiseId: 'call' }];
const ended: AgentFact = { type: 'AbsenceEnded', data: { absenceId: ABSENCE } };
const cancelled: AgentFact = { type: 'AbsenceCancelled', data: { absenceId: ABSENCE, reason: 'Stays' } };

describe('an absence whose time has come', () => {
  it('H11 begins, once, also for somebody who is leaving', () => {
    given(registered(), due).when(begin()).then(started);
    given(registered(), due, leaving).when(begin()).then(started);
    given(registered(), due, started).when(begin(unattended)).then();
  });

  it('H11 is held up while a case or a promise has nobody, and says how many', () => {
    const heldUp: AgentFact = { type: 'AbsenceDelayed', data: { absenceId: ABSENCE, uncovered: 2 } };
    given(registered(), due).when(begin(unattended)).then(heldUp);
    given(registered(), due, heldUp).when(begin()).then(started);
  });

  it('is nothing any more once it is over, was cancelled, or the agent has left', () => {
    given(registered(), planned('2026-03-01T12:00:00.000Z', NOON)).when(begin()).then();
    given(registered(), due, cancelled).when(begin()).then();
    given(registered(), due, started, ended).when(begin()).then();
    given(registered(), due, ...gone)
      .when(begin())
      .then();
  });

  it('is refused before its time, so that it is asked again', () => {
    given(registered(), planned(later, '2026-03-05T12:00:00.000Z')).when(begin()).refused('ABSENCE_NOT_DUE', later);
    given().when(begin()).refused('AGENT_UNKNOWN');
  });
});
