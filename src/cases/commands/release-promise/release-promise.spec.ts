import type { CaseFact } from '@baton/contracts';
import { contacted, kept, lapsed, opened, passedOn, promised } from '../../testing/case.happenings.js';
import { at, caseId, given, id } from '../../testing/case.scenarios.js';
import { releasePromise, type ReleasePromise } from './release-promise.decision.js';

const release = (details: Partial<ReleasePromise> = {}) =>
  releasePromise({ caseId, promiseId: id('promise'), contactId: id('his call'), ...details });
const released = (rest: { reason?: string } = {}): CaseFact => ({
  type: 'PromiseReleased',
  data: { promiseId: id('promise'), contactId: id('his call'), ...rest },
});
const hisCall = contacted('his call', { direction: 'INBOUND' });

describe('releasing a promise', () => {
  it('P5 is said by the beneficiary in a contact', () => {
    given(opened(), promised(), hisCall).when(release()).then(released());
    given(opened(), promised(), hisCall)
      .when(release({ reason: 'He found the date himself' }))
      .then(released({ reason: 'He found the date himself' }));
    expect(given(opened(), promised(), hisCall, released()).state().promises.get(id('promise'))).toMatchObject({
      status: 'RELEASED',
      settledRevision: 3,
    });
  });

  it('P5 may be heard by any department, also after the case passed on', () => {
    given(opened(), promised(), hisCall, ...passedOn)
      .when(release())
      .then(released());
  });

  it('P5 refuses a contact the case does not have: the department alone releases nothing', () => {
    given(opened(), promised()).when(release()).refused('CONTACT_UNKNOWN', 'recordContact');
  });

  it('P5 refuses the contact in which it was promised, and any before it', () => {
    const refusal = given(opened(), promised())
      .when(release({ contactId: id('first call') }))
      .refused('CONTACT_UNKNOWN', 'after the promise');
    expect(refusal.details.rule).toBe('P5');
    given(opened(), promised(), contacted('his call', { startedAt: at('08:00'), endedAt: at('09:00:59') }))
      .when(release())
      .refused('CONTACT_UNKNOWN');
  });

  it('P5 takes a contact that ends as the promise is made for one after it', () => {
    const atOnce = contacted('his call', { startedAt: at('08:59'), endedAt: at('09:01') });
    given(opened(), promised(), atOnce).when(release()).then(released());
  });

  it('P5 refuses a contact that reached nobody', () => {
    given(opened(), promised(), contacted('his call', { disposition: 'NO_RESULT' }))
      .when(release())
      .refused('CONTACT_UNKNOWN', 'reached nobody');
  });

  it('P7 mends no breach: what is said after due releases a promise that is broken by time', () => {
    const due = at('11:00');
    const broken: CaseFact = { type: 'PromiseBroken', data: { promiseId: id('promise'), due, cause: 'OVERDUE' } };
    given(opened(), promised({ due }), hisCall).when(release()).then(released(), broken);
    const past = [opened(), promised({ due }), hisCall, released(), broken] as const;
    expect(
      given(...past)
        .state()
        .promises.get(id('promise'))?.status,
    ).toBe('BROKEN');
    given(...past)
      .when(release())
      .then();
  });

  it('P7 goes by when it was said, not by when that was recorded: exactly at due is in time', () => {
    given(opened(), promised({ due: at('11:10') }), hisCall)
      .when(release())
      .then(released());
    given(opened(), promised({ due: at('11:09:59') }), hisCall)
      .when(release())
      .then(released(), {
        type: 'PromiseBroken',
        data: { promiseId: id('promise'), due: at('11:09:59'), cause: 'OVERDUE' },
      });
  });

  it('asked twice releases once', () => {
    given(opened(), promised(), hisCall, released()).when(release()).then();
  });

  it('refuses what is settled otherwise, what never was, and an unknown case', () => {
    given(opened(), promised(), hisCall, kept()).when(release()).refused('PROMISE_NOT_OPEN', 'kept');
    given(opened(), hisCall).when(release()).refused('PROMISE_UNKNOWN');
    given().when(release()).refused('CASE_UNKNOWN');
  });

  it('P7 mends what time has broken where he said it by due and it is recorded late, and says so', () => {
    const mended = { ...released(), data: { ...released().data, mendsBreach: true } } as CaseFact;
    given(opened(), promised(), hisCall, lapsed()).when(release()).then(mended);
    expect(given(opened(), promised(), hisCall, lapsed(), mended).state().promises.get(id('promise'))?.status).toBe(
      'RELEASED',
    );
  });

  it('is no way for the department that owes it out of a breach that has been written', () => {
    const due = at('11:00');
    given(opened(), promised({ due }), hisCall, lapsed(due)).when(release()).refused('PROMISE_NOT_OPEN', 'broken');
    const withdrawn: CaseFact = {
      type: 'PromiseBroken',
      data: { promiseId: id('promise'), due: at('17:00'), cause: 'CANCELLED' },
    };
    given(opened(), promised(), hisCall, withdrawn).when(release()).refused('PROMISE_NOT_OPEN', 'broken');
  });
});
