import type { CaseFact } from '@baton/contracts';
import { consulted, opened } from '../../testing/case.happenings.js';
import { at, by, caseId, given, id, made } from '../../testing/case.scenarios.js';
import { nextStepOf } from '../../views/case-brief/next-step.js';
import { escalateConsult } from './escalate-consult.decision.js';

const consultId = id('consult');
const asked = consulted({ consultId, to: 'repair', due: at('15:00') });
const escalating = (now: string) => escalateConsult({ caseId, consultId }, by('ada', now));
const escalated: CaseFact = {
  type: 'EscalationRaised',
  data: { escalationId: made('escalation'), department: 'repair', cause: 'CONSULT_OVERDUE', consultId },
};

describe('a consult that is not answered in time', () => {
  it('comes before the supervisor of the department that was asked, once', () => {
    given(opened(), asked)
      .when(escalating(at('15:00')))
      .then(escalated);
    given(opened(), asked, escalated)
      .when(escalating(at('16:00')))
      .then();
  });

  it('is asked again or withdrawn next', () => {
    expect(nextStepOf(given(opened(), asked).state())).toMatchObject({
      rule: 'AWAIT_ANSWER',
      text: expect.stringMatching(/^Await what repair answers by/),
      revisions: [1],
    });
    expect(nextStepOf(given(opened(), asked, escalated).state())).toMatchObject({
      rule: 'AWAIT_ANSWER',
      text: expect.stringMatching(/^Ask repair again, which was to answer by .*, or withdraw the question/),
      revisions: [1, 2],
    });
  });

  it('is none a millisecond before, nor once it was answered or withdrawn', () => {
    given(opened(), asked).when(escalating('2026-03-02T14:59:59.999Z')).refused('CONSULT_NOT_DUE', at('15:00'));
    const answered: CaseFact = { type: 'ConsultAnswered', data: { consultId, department: 'repair', answer: 'Yes' } };
    given(opened(), asked, answered)
      .when(escalating(at('15:00')))
      .then();
    const withdrawn: CaseFact = { type: 'ConsultWithdrawn', data: { consultId, reason: 'Found the bill' } };
    given(opened(), asked, withdrawn)
      .when(escalating(at('15:00')))
      .then();
  });

  it('refuses what never was', () => {
    given(opened())
      .when(escalating(at('15:00')))
      .refused('CONSULT_UNKNOWN');
    given()
      .when(escalating(at('15:00')))
      .refused('CASE_UNKNOWN');
  });
});
