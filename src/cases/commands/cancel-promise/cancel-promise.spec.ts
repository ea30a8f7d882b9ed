import type { BreachCause, CaseFact } from '@baton/contracts';
import { breachEscalated, kept, opened, passedOn, promised } from '../../testing/case.happenings.js';
import { at, by, caseId, given, id } from '../../testing/case.scenarios.js';
import { cancelPromise, type CancelPromise } from './cancel-promise.decision.js';

const reason = 'There is no pump';
const cancel = (details: Partial<CancelPromise> = {}, caller = by('ines')) =>
  cancelPromise({ caseId, promiseId: id('promise'), reason, ...details }, caller);
const cancelled = (conditionFalse = false): CaseFact => ({
  type: 'PromiseCancelled',
  data: { promiseId: id('promise'), reason, conditionFalse },
});
const broken = (cause: BreachCause = 'CANCELLED'): CaseFact => ({
  type: 'PromiseBroken',
  data: { promiseId: id('promise'), due: at('17:00'), cause },
});
const onCondition = promised({ condition: 'The pump comes today' });

describe('cancelling a promise', () => {
  it('P5 is a breach, written in the same breath', () => {
    given(opened(), promised()).when(cancel()).then(cancelled(), broken(), breachEscalated());
    expect(given(opened(), promised(), cancelled(), broken()).state().promises.get(id('promise'))).toMatchObject({
      status: 'BROKEN',
      settledRevision: 3,
    });
  });

  it('P5 is none where the condition of the promise has become false', () => {
    given(opened(), onCondition)
      .when(cancel({ conditionFalse: true }))
      .then(cancelled(true));
    expect(given(opened(), onCondition, cancelled(true)).state().promises.get(id('promise'))?.status).toBe('CANCELLED');
  });

  it('P5 is a breach although there is a condition, unless it is said to be false', () => {
    given(opened(), onCondition).when(cancel()).then(cancelled(), broken(), breachEscalated());
    given(opened(), onCondition)
      .when(cancel({ conditionFalse: false }))
      .then(cancelled(), broken(), breachEscalated());
  });

  it('P5 refuses a false condition where there was none', () => {
    const refusal = given(opened(), promised())
      .when(cancel({ conditionFalse: true }))
      .refused('PROMISE_VAGUE', 'conditionFalse');
    expect(refusal.details.rule).toBe('P5');
  });

  it('P7 is a breach by time once due has passed, whatever became of the condition', () => {
    const late = by('ines', at('17:00:01'));
    given(opened(), promised()).when(cancel({}, late)).then(cancelled(), broken('OVERDUE'), breachEscalated());
    given(opened(), onCondition)
      .when(cancel({ conditionFalse: true }, late))
      .then(cancelled(true), broken('OVERDUE'), breachEscalated());
    given(opened(), onCondition)
      .when(cancel({ conditionFalse: true }, by('ines', at('17:00'))))
      .then(cancelled(true));
  });

  it('is for the department that owes it', () => {
    given(opened(), promised())
      .when(cancel({}, by('tom')))
      .refused('NOT_YOUR_DEPARTMENT', 'front-office');
    given(opened(), promised(), ...passedOn)
      .when(cancel())
      .then(cancelled(), broken(), breachEscalated());
    given(opened(), promised())
      .when(cancel({}, by('ada')))
      .then(cancelled(), broken(), breachEscalated());
  });

  it('H1 is not told that all is done who has no right to it', () => {
    given(opened(), onCondition, cancelled(true))
      .when(cancel({ conditionFalse: true }, by('tom')))
      .refused('NOT_YOUR_DEPARTMENT', 'front-office');
    given(opened(), promised(), cancelled(), broken())
      .when(cancel({}, by('tom')))
      .refused('NOT_YOUR_DEPARTMENT', 'front-office');
  });

  it('asked twice cancels once, and a breach is not broken again', () => {
    given(opened(), promised(), cancelled(), broken()).when(cancel()).then();
    given(opened(), onCondition, cancelled(true))
      .when(cancel({ conditionFalse: true }))
      .then();
    given(opened(), promised(), broken('OVERDUE')).when(cancel()).then();
  });

  it('refuses what was kept, what never was, and an unknown case', () => {
    given(opened(), promised(), kept()).when(cancel()).refused('PROMISE_NOT_OPEN', 'kept');
    given(opened()).when(cancel()).refused('PROMISE_UNKNOWN');
    given().when(cancel()).refused('CASE_UNKNOWN');
  });
});
