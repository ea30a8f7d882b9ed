import type { CaseFact } from '@baton/contracts';
import { breachEscalated, contacted, kept, lapsed, opened, passedOn, promised } from '../../testing/case.happenings.js';
import { at, by, caseId, given, id } from '../../testing/case.scenarios.js';
import { breakPromise } from './break-promise.decision.js';

const breaking = (now = at('17:00'), promiseId = id('promise')) => breakPromise({ caseId, promiseId }, by('ada', now));

describe('breaking a promise by time', () => {
  it('P7 is broken at its due time, and however late that is written', () => {
    given(opened(), promised()).when(breaking()).then(lapsed(), breachEscalated());
    given(opened(), promised())
      .when(breaking(at('09:00', 9)))
      .then(lapsed(), breachEscalated());
    expect(given(opened(), promised(), lapsed()).state().promises.get(id('promise'))).toMatchObject({
      status: 'BROKEN',
      settledRevision: 2,
      lapsed: true,
    });
  });

  it('P7 brings it before the supervisor of who owes it', () => {
    given(opened(), promised({ department: 'repair' }))
      .when(breaking())
      .then(lapsed(), breachEscalated('repair'));
  });

  it('P7 refuses it a millisecond before', () => {
    const refusal = given(opened(), promised())
      .when(breaking('2026-03-02T16:59:59.999Z'))
      .refused('PROMISE_NOT_DUE', at('17:00'));
    expect(refusal.details.rule).toBe('P7');
  });

  it('P4 goes by the time agreed on last', () => {
    const renegotiated: CaseFact = {
      type: 'PromiseRenegotiated',
      data: {
        promiseId: id('promise'),
        from: at('09:00'),
        due: at('17:00', 3),
        firstDue: at('17:00'),
        contactId: id('told'),
        reason: 'The pump comes tomorrow',
      },
    };
    given(opened(), promised(), contacted('told'), renegotiated).when(breaking()).refused('PROMISE_NOT_DUE');
    given(opened(), promised(), contacted('told'), renegotiated)
      .when(breaking(at('17:00', 3)))
      .then(lapsed(at('17:00', 3)), breachEscalated());
  });

  it('H8 is broken wherever the case is, also in one that was merged into another', () => {
    given(opened(), promised(), ...passedOn)
      .when(breaking())
      .then(lapsed(), breachEscalated());
    const merged: CaseFact = {
      type: 'CasesMerged',
      data: { mergeId: id('merge'), other: id('survivor'), role: 'DUPLICATE', reason: 'The same machine' },
    };
    given(opened(), promised(), merged).when(breaking()).then(lapsed(), breachEscalated());
  });

  it.each<[string, CaseFact]>([
    ['kept', kept()],
    ['broken', lapsed()],
    ['released', { type: 'PromiseReleased', data: { promiseId: id('promise'), contactId: id('first call') } }],
    ['cancelled', { type: 'PromiseCancelled', data: { promiseId: id('promise'), reason: 'No', conditionFalse: true } }],
  ])('does nothing where it was %s meanwhile', (_, settled) => {
    given(opened(), promised(), settled).when(breaking()).then();
  });

  it('refuses what never was', () => {
    given(opened()).when(breaking()).refused('PROMISE_UNKNOWN');
    given().when(breaking()).refused('CASE_UNKNOWN');
  });
});
