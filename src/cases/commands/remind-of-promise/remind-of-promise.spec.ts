import type { CaseFact, PromiseReminderDue } from '@baton/contracts';
import { claimed, kept, lapsed, opened, promised } from '../../testing/case.happenings.js';
import { at, by, caseId, given, id } from '../../testing/case.scenarios.js';
import { remindOfPromise, type RemindOfPromiseFacts } from './remind-of-promise.decision.js';

const reminding = (now: string, facts: RemindOfPromiseFacts = {}) =>
  remindOfPromise({ caseId, promiseId: id('promise') }, by('ada', now), facts);
const reminders = { halfwayAt: at('13:00'), pressingAt: at('15:24') };
const reminded = (details: Partial<PromiseReminderDue> = {}): CaseFact => ({
  type: 'PromiseReminderDue',
  data: {
    ...{ promiseId: id('promise'), reminder: 'HALFWAY', due: at('17:00'), department: 'front-office' },
    ...details,
  },
});
const halfway = reminded({ agent: 'otto', nextAt: at('15:24') });

describe('reminding of a promise', () => {
  it('P7 reminds the agent half way, and says when the next reminder comes', () => {
    given(opened(), claimed('otto'), promised(reminders))
      .when(reminding(at('13:00')))
      .then(halfway);
  });

  it('P7 reminds the department once it presses', () => {
    given(opened(), claimed('otto'), promised(reminders), halfway)
      .when(reminding(at('15:24')))
      .then(reminded({ reminder: 'PRESSING' }));
  });

  it('P7 reminds once of each, and of the last alone where both have come', () => {
    given(opened(), claimed('otto'), promised(reminders), halfway)
      .when(reminding(at('15:00')))
      .then();
    const late = reminded({ reminder: 'PRESSING' });
    given(opened(), claimed('otto'), promised(reminders))
      .when(reminding(at('16:59')))
      .then(late);
    given(opened(), claimed('otto'), promised(reminders), late)
      .when(reminding(at('16:59')))
      .then();
  });

  it('H11 reminds the stand-in of who is away', () => {
    given(opened(), claimed('otto'), promised(reminders))
      .when(reminding(at('13:00'), { agent: 'otto', door: { why: 'AWAY', standIn: 'lena' } }))
      .then(reminded({ agent: 'lena', insteadOf: 'otto', nextAt: at('15:24') }));
  });

  it('P7 reminds who has the case by now, whoever was looked up', () => {
    given(opened(), claimed('otto'), promised(reminders))
      .when(reminding(at('13:00'), { agent: 'ines', door: { why: 'AWAY', standIn: 'lena' } }))
      .then(halfway);
  });

  it('X3 reminds who has the case in which work goes on', () => {
    const merged: CaseFact = {
      type: 'CasesMerged',
      data: { mergeId: id('merge'), other: id('survivor'), role: 'DUPLICATE', reason: 'The same machine' },
    };
    given(opened(), claimed('otto'), promised(reminders), merged)
      .when(
        reminding(at('13:00'), {
          survivor: { caseId: id('survivor'), accountable: 'repair', holder: 'tom' },
          agent: 'tom',
        }),
      )
      .then(reminded({ department: 'repair', agent: 'tom', nextAt: at('15:24') }));
  });

  it('P4 begins anew with a new time', () => {
    const renegotiated: CaseFact = {
      type: 'PromiseRenegotiated',
      data: {
        ...{ promiseId: id('promise'), from: at('09:00', 3), due: at('17:00', 3), firstDue: at('17:00') },
        ...{ contactId: id('told'), reason: 'The pump is late', halfwayAt: at('09:00', 3), pressingAt: at('13:00', 3) },
      },
    };
    const state = given(opened(), claimed('otto'), promised(reminders), halfway, renegotiated);
    state.when(reminding(at('16:00'))).refused('PROMISE_NOT_DUE');
    given(opened(), claimed('otto'), promised(reminders), halfway, renegotiated)
      .when(reminding(at('09:00', 3)))
      .then(reminded({ agent: 'otto', due: at('17:00', 3), nextAt: at('13:00', 3) }));
  });

  it('P7 refuses it a millisecond before, so that it is asked again', () => {
    const refusal = given(opened(), promised(reminders))
      .when(reminding('2026-03-02T12:59:59.999Z'))
      .refused('PROMISE_NOT_DUE');
    expect(refusal.details.rule).toBe('P7');
  });

  it('P7 leaves to the breach what is due', () => {
    given(opened(), promised(reminders))
      .when(reminding(at('17:00')))
      .then();
  });

  it.each<[string, CaseFact]>([
    ['kept', kept()],
    ['broken', lapsed()],
  ])('reminds nobody of what was %s meanwhile', (_, settled) => {
    given(opened(), promised(reminders), settled)
      .when(reminding(at('13:00')))
      .then();
  });

  it('refuses what never was', () => {
    given(opened())
      .when(reminding(at('13:00')))
      .refused('PROMISE_UNKNOWN');
    given()
      .when(reminding(at('13:00')))
      .refused('CASE_UNKNOWN');
  });
});
