import type { CaseFact, PromiseMade } from '@baton/contracts';
import { contacted, kept, lapsed, opened, passedOn, promised } from '../../testing/case.happenings.js';
import { at, by, caseId, given, id } from '../../testing/case.scenarios.js';
import { keepPromise, type KeepPromise } from './keep-promise.decision.js';

const keep = (details: Partial<KeepPromise>, caller = by('ines')) =>
  keepPromise({ caseId, promiseId: id('promise'), ...details }, caller);
const byCall = keep({ contactId: id('call back') });
const keptBy = (evidence: { contactId?: string; delivery?: string }, keptAt: string): CaseFact => ({
  type: 'PromiseKept',
  data: { promiseId: id('promise'), ...evidence, keptAt },
});
const theCall = { contactId: id('call back') };
const parcel = { delivery: 'Parcel 77' };
/** Something that is no call back, so that a delivery may show it. */
const owed = (details: Partial<PromiseMade> = {}): CaseFact => promised({ callback: false, ...details });

describe('keeping a promise', () => {
  it('P3 is shown by a contact, at the time the contact ended', () => {
    given(opened(), owed(), contacted('call back'))
      .when(byCall)
      .then(keptBy(theCall, at('11:10')));
  });

  it('P3 is shown by a delivery, at the time it was delivered: now, where nobody says', () => {
    given(opened(), owed())
      .when(keep(parcel))
      .then(keptBy(parcel, at('12:00')));
    given(opened(), owed())
      .when(keep({ ...parcel, keptAt: at('11:30') }))
      .then(keptBy(parcel, at('11:30')));
  });

  it('P3 takes the time of the contact, not the word of the agent', () => {
    given(opened(), owed(), contacted('call back'))
      .when(keep({ ...theCall, ...parcel, keptAt: at('09:30') }))
      .then(keptBy({ ...theCall, ...parcel }, at('11:10')));
  });

  it('P3 refuses a promise kept without evidence', () => {
    const refusal = given(opened(), owed()).when(keep({})).refused('PROMISE_WITHOUT_EVIDENCE', 'delivery');
    expect(refusal.details.rule).toBe('P3');
    given(opened(), owed())
      .when(keep({ keptAt: at('11:00') }))
      .refused('PROMISE_WITHOUT_EVIDENCE');
  });

  it('P3 takes what happened exactly at due, and nothing later', () => {
    const until = (due: string) => owed({ due });
    given(opened(), until(at('11:10')), contacted('call back'))
      .when(byCall)
      .then(keptBy(theCall, at('11:10')));
    given(opened(), until(at('11:09:59')), contacted('call back'))
      .when(byCall)
      .refused('PROMISE_WITHOUT_EVIDENCE', 'too late');
    given(opened(), until(at('12:00')))
      .when(keep(parcel))
      .then(keptBy(parcel, at('12:00')));
    given(opened(), until(at('11:59:59')))
      .when(keep(parcel))
      .refused('PROMISE_WITHOUT_EVIDENCE', 'breach');
  });

  it('P3 says what can still be done about a promise kept too late', () => {
    const { details } = given(opened(), owed({ due: at('11:00') }), contacted('call back'))
      .when(byCall)
      .refused('PROMISE_WITHOUT_EVIDENCE');
    expect(details.alternatives).toEqual([
      expect.stringContaining('the trail shows what was done and when'),
      expect.stringMatching(/makePromise.*broken/),
    ]);
  });

  it('P3 may be recorded after due, where the evidence is of before', () => {
    given(opened(), owed({ due: at('11:30') }), contacted('call back'))
      .when(byCall)
      .then(keptBy(theCall, at('11:10')));
  });

  it('P7 mends what time has broken where it was done by due and is recorded late, and says so', () => {
    const late = by('ines', at('17:05'));
    const mends = (fact: CaseFact): CaseFact => ({ ...fact, data: { ...fact.data, mendsBreach: true } }) as CaseFact;
    const mended = mends(keptBy(theCall, at('17:00')));
    const atDue = contacted('call back', { startedAt: at('16:50'), endedAt: at('17:00') });
    given(opened(), owed(), lapsed(), atDue).when(keep(theCall, late)).then(mended);
    expect(given(opened(), owed(), lapsed(), atDue, mended).state().promises.get(id('promise'))).toMatchObject({
      status: 'KEPT',
      settledRevision: 4,
    });
    given(opened(), owed(), lapsed())
      .when(keep({ ...parcel, keptAt: at('16:00') }, late))
      .then(mends(keptBy(parcel, at('16:00'))));
  });

  it('P7 mends nothing by what was done after due, however little', () => {
    const late = by('ines', at('17:05'));
    given(opened(), owed(), lapsed(), contacted('call back', { startedAt: at('16:50'), endedAt: at('17:00:01') }))
      .when(keep(theCall, late))
      .refused('PROMISE_WITHOUT_EVIDENCE', 'too late');
    given(opened(), owed(), lapsed()).when(keep(parcel, late)).refused('PROMISE_WITHOUT_EVIDENCE', 'breach');
  });

  it('P5 mends no breach by which the department withdrew it, or that the customer had released late', () => {
    const cancelled: CaseFact = {
      type: 'PromiseCancelled',
      data: { promiseId: id('promise'), reason: 'No pump', conditionFalse: false },
    };
    given(opened(), owed(), cancelled, lapsed()).when(keep(parcel)).refused('PROMISE_NOT_OPEN', 'broken');
    const released: CaseFact = {
      type: 'PromiseReleased',
      data: { promiseId: id('promise'), contactId: id('first call') },
    };
    given(opened(), owed(), released, lapsed()).when(keep(parcel)).refused('PROMISE_NOT_OPEN', 'broken');
  });

  it('P3 refuses the contact in which it was promised, and any before the promise', () => {
    given(opened(), owed())
      .when(keep({ contactId: id('first call') }))
      .refused('PROMISE_WITHOUT_EVIDENCE', 'before the promise');
    const early = contacted('early call', { startedAt: at('08:00'), endedAt: at('09:00:59') });
    given(opened(), owed(), early)
      .when(keep({ contactId: id('early call') }))
      .refused('PROMISE_WITHOUT_EVIDENCE');
    const sameMinute = contacted('early call', { startedAt: at('08:00'), endedAt: at('09:01') });
    given(opened(), owed(), sameMinute)
      .when(keep({ contactId: id('early call') }))
      .then(keptBy({ contactId: id('early call') }, at('09:01')));
  });

  it('P3 shows a call back by a contact alone', () => {
    const refusal = given(opened(), promised()).when(keep(parcel)).refused('PROMISE_WITHOUT_EVIDENCE', 'contactId');
    expect(refusal.details.rule).toBe('P3');
    given(opened(), promised(), contacted('call back'))
      .when(keep({ ...theCall, ...parcel }))
      .then(keptBy({ ...theCall, ...parcel }, at('11:10')));
  });

  it('P3 refuses a delivery before the promise', () => {
    given(opened(), owed())
      .when(keep({ ...parcel, keptAt: at('09:00:59') }))
      .refused('PROMISE_WITHOUT_EVIDENCE', 'before the promise');
    given(opened(), owed())
      .when(keep({ ...parcel, keptAt: at('09:01') }))
      .then(keptBy(parcel, at('09:01')));
  });

  it('P3 takes a failed attempt for no evidence', () => {
    given(opened(), owed(), contacted('call back', { disposition: 'NO_RESULT' }))
      .when(byCall)
      .refused('PROMISE_WITHOUT_EVIDENCE', 'reached nobody');
    given(opened(), owed(), contacted('call back', { abandoned: true }))
      .when(byCall)
      .refused('PROMISE_WITHOUT_EVIDENCE', 'reached nobody');
  });

  it('P3 takes no call of the customer for the call back he was promised', () => {
    const hisCall = contacted('call back', { direction: 'INBOUND' });
    given(opened(), promised(), hisCall).when(byCall).refused('PROMISE_WITHOUT_EVIDENCE', 'releasePromise');
    given(opened(), owed(), hisCall)
      .when(byCall)
      .then(keptBy(theCall, at('11:10')));
  });

  it('P3 goes by the corrected times of a contact', () => {
    const correction: CaseFact = {
      type: 'ContactCorrected',
      data: {
        correctionId: id('correction'),
        ...theCall,
        startedAt: at('11:15'),
        endedAt: at('11:20'),
        reason: 'Mistyped',
      },
    };
    given(opened(), owed({ due: at('11:15') }), contacted('call back'), correction)
      .when(byCall)
      .refused('PROMISE_WITHOUT_EVIDENCE', at('11:20'));
  });

  it('C2 refuses what will have been kept', () => {
    const refusal = given(opened(), owed())
      .when(keep({ ...parcel, keptAt: at('12:00:01') }))
      .refused('OCCURRED_IN_FUTURE', 'keptAt');
    expect(refusal.details.rule).toBe('C2');
  });

  it('is for the department that owes it, also where the case is with another', () => {
    given(opened(), owed(), contacted('call back'))
      .when(keep(theCall, by('tom')))
      .refused('NOT_YOUR_DEPARTMENT', 'front-office');
    given(opened(), owed(), contacted('call back'), ...passedOn)
      .when(byCall)
      .then(keptBy(theCall, at('11:10')));
    given(opened(), owed(), contacted('call back'))
      .when(keep(theCall, by('ada')))
      .then(keptBy(theCall, at('11:10')));
  });

  it('H8 is for the receiver once the promise has moved', () => {
    const assumed: CaseFact = {
      type: 'PromiseAssumed',
      data: { promiseId: id('promise'), from: 'front-office', to: 'repair', transferId: id('transfer') },
    };
    const past = [opened(), owed(), contacted('call back'), ...passedOn, assumed] as const;
    given(...past)
      .when(keep(theCall, by('tom')))
      .then(keptBy(theCall, at('11:10')));
    given(...past)
      .when(byCall)
      .refused('NOT_YOUR_DEPARTMENT', 'repair');
  });

  it('asked twice keeps once', () => {
    given(opened(), owed(), kept()).when(keep(parcel)).then();
  });

  it('H1 is not told that all is done who has no right to it', () => {
    given(opened(), owed(), kept())
      .when(keep(parcel, by('tom')))
      .refused('NOT_YOUR_DEPARTMENT', 'front-office');
  });

  it.each<[string, CaseFact]>([
    ['broken', { type: 'PromiseBroken', data: { promiseId: id('promise'), due: at('17:00'), cause: 'CANCELLED' } }],
    ['released', { type: 'PromiseReleased', data: { promiseId: id('promise'), contactId: id('first call') } }],
    [
      'cancelled',
      { type: 'PromiseCancelled', data: { promiseId: id('promise'), reason: 'No pump', conditionFalse: true } },
    ],
  ])('refuses a promise that is %s', (status, settled) => {
    given(opened(), owed(), settled).when(keep(parcel)).refused('PROMISE_NOT_OPEN', status);
  });

  it('refuses an unknown promise, contact or case', () => {
    given(opened()).when(keep(parcel)).refused('PROMISE_UNKNOWN', 'promiseId');
    given(opened(), owed()).when(byCall).refused('CONTACT_UNKNOWN');
    given().when(keep(parcel)).refused('CASE_UNKNOWN');
  });
});
