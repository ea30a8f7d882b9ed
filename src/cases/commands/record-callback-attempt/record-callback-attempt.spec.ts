import { streamOf, type CallbackAttempted, type CaseFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { fold } from '@baton/decider';
import { caseAggregate } from '../../case-folds.state.js';
import { contacted, kept, opened, passedOn, promised } from '../../testing/case.happenings.js';
import { anyHours, at, by, caseId, given, id, made, type Person } from '../../testing/case.scenarios.js';
import { nextStepOf } from '../../views/case-brief/next-step.js';
import { keepPromise } from '../keep-promise/keep-promise.decision.js';
import { recordCallbackAttempt, type RecordCallbackAttempt } from './record-callback-attempt.decision.js';

const attempt = (details: Partial<RecordCallbackAttempt> = {}, who: Person = 'ines', occurredAt?: string) =>
  recordCallbackAttempt(
    { caseId, promiseId: id('promise'), outcome: 'NO_ANSWER', ...details },
    { ...by(who), ...(occurredAt === undefined ? {} : { occurredAt }) },
    anyHours,
  );
const attempted = (details: Partial<CallbackAttempted> = {}): CaseFact => ({
  type: 'CallbackAttempted',
  data: {
    ...{ attemptId: made('attempt'), promiseId: id('promise'), outcome: 'NO_ANSWER', counts: true, exhausted: false },
    rule: 'callback-attempts@1',
    ...details,
  },
});
const next = { nextFrom: at('13:00'), nextUntil: at('14:00') };
const last = attempted({ attemptId: id('the third'), exhausted: true });
const letter = contacted('letter', { channel: 'LETTER' });
const keptBy = keepPromise({ caseId, promiseId: id('promise'), contactId: id('letter') }, by('ines'));

describe('recording an attempt to call back', () => {
  it('P3 keeps nothing, and says when to try again', () => {
    given(opened(), promised()).when(attempt()).then(attempted(next));
    const state = given(opened(), promised(), attempted(next)).state();
    expect(state.promises.get(id('promise'))).toMatchObject({
      status: 'OPEN',
      attempts: { made: 1, counted: 1, lastOutcome: 'NO_ANSWER', exhausted: false, ...next, revision: 2 },
    });
    expect(nextStepOf(state)).toMatchObject({
      rule: 'KEEP_PROMISE',
      text: expect.stringMatching(/tried 1 time, the last time nobody answered; best tried again from .* to /),
      revisions: [1, 2],
    });
  });

  it('P3 goes by when it was tried, not by when that was written down', () => {
    given(opened(), promised())
      .when(attempt({}, 'ines', at('11:00')))
      .then(attempted({ nextFrom: at('12:00'), nextUntil: at('13:00') }));
    given(opened(), promised())
      .when(attempt({}, 'ines', at('08:59')))
      .refused('OCCURRED_TOO_EARLY');
  });

  it('P3 has the customer written to after the last, which keeps the promise then', () => {
    const state = given(opened(), promised(), last).state();
    expect(nextStepOf(state)).toMatchObject({ rule: 'WRITE_NOTICE', revisions: [1, 2] });
    given(opened(), promised(), last, letter)
      .when(keptBy)
      .then({
        type: 'PromiseKept',
        data: { promiseId: id('promise'), contactId: id('letter'), keptAt: at('11:10') },
      });
  });

  it('P3 takes nothing written before the last attempt, also where an earlier one is told after it', () => {
    const told = recorded<CaseFact>(streamOf('case', caseId), [
      opened(),
      promised(),
      last,
      attempted({ attemptId: id('told late'), exhausted: true, counts: false }),
    ]).map((event, index) =>
      index === 0 ? event : { ...event, occurredAt: at(['09:01', '14:00', '13:00'][index - 1] as string) },
    );
    const { attempts } = fold(caseAggregate, told).promises.get(id('promise')) ?? {};
    expect(attempts).toMatchObject({ made: 2, lastAt: at('14:00'), lastCountedAt: at('14:00') });
  });

  it('P3 is not kept in writing before that', () => {
    given(opened(), promised(), letter).when(keptBy).refused('PROMISE_WITHOUT_EVIDENCE', 'recordCallbackAttempt');
    given(opened(), promised(), attempted(next), letter).when(keptBy).refused('PROMISE_WITHOUT_EVIDENCE');
  });

  it('P4 begins anew with a new time, of which the customer was told', () => {
    const renegotiated: CaseFact = {
      type: 'PromiseRenegotiated',
      data: {
        ...{ promiseId: id('promise'), from: at('09:00', 3), due: at('17:00', 3), firstDue: at('17:00') },
        ...{ contactId: id('told'), reason: 'The pump is late' },
      },
    };
    const state = given(opened(), promised(), last, renegotiated).state();
    expect(state.promises.get(id('promise'))?.attempts).toBeUndefined();
    given(opened(), promised(), last, renegotiated)
      .when(attempt({}, 'ines', at('09:02:59')))
      .refused('OCCURRED_TOO_EARLY', 'agreed on');
    expect(nextStepOf(state).rule).toBe('KEEP_PROMISE');
  });

  it('P3 refuses an attempt that reached the customer: that is a contact', () => {
    const refusal = given(opened(), promised())
      .when(attempt({ outcome: 'REACHED' }))
      .refused('CALLBACK_REACHED', 'keepPromise');
    expect(refusal.details.rule).toBe('P3');
  });

  it('P3 refuses it of what is no call back, and of what is settled', () => {
    given(opened(), promised({ callback: false }))
      .when(attempt())
      .refused('PROMISE_IS_NO_CALLBACK', 'addNote');
    given(opened(), promised(), kept()).when(attempt()).refused('PROMISE_NOT_OPEN');
    given(opened()).when(attempt()).refused('PROMISE_UNKNOWN');
    given().when(attempt()).refused('CASE_UNKNOWN');
  });

  it('H1 refuses whoever does not owe it', () => {
    given(opened(), promised()).when(attempt({}, 'tom')).refused('NOT_YOUR_DEPARTMENT', 'Ask front-office to call');
    given(opened(), promised(), ...passedOn)
      .when(attempt({}, 'tom'))
      .refused('NOT_YOUR_DEPARTMENT');
    given(opened(), promised({ department: 'repair' }))
      .when(attempt({}, 'tom'))
      .then(attempted(next));
  });

  it('X3 has whoever answers for the case in which work goes on try', () => {
    const merged: CaseFact = {
      type: 'CasesMerged',
      data: { mergeId: id('merge'), other: id('survivor'), role: 'DUPLICATE', reason: 'The same machine' },
    };
    const survivor = { caseId: id('survivor'), accountable: 'repair' };
    const trying = (who: Person) =>
      recordCallbackAttempt({ caseId, promiseId: id('promise'), outcome: 'NO_ANSWER' }, by(who), {
        ...anyHours,
        survivor,
      });
    given(opened(), promised(), merged).when(trying('tom')).then(attempted(next));
    given(opened(), promised(), merged).when(trying('ines')).refused('NOT_YOUR_DEPARTMENT');
  });

  it('X1 records it once', () => {
    given(opened(), promised(), attempted(next)).when(attempt()).then();
  });
});
