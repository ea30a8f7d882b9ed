import { streamOf, type CaseFact, type Reminder } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { rowsOf } from '@baton/projections/testing';
import { timersOf } from '../../../platform/policies/timers.projection.js';
import { kept, lapsed, opened, promised } from '../../testing/case.happenings.js';
import { at, caseId, id } from '../../testing/case.scenarios.js';
import { remindOfPromises } from './remind-of-promises.policy.js';

const timersAfter = async (facts: readonly CaseFact[], overrides: object = {}) =>
  (await rowsOf(timersOf([remindOfPromises]), recorded(streamOf('case', caseId), facts, overrides))).rows;

const withReminders = promised({ halfwayAt: at('13:00'), pressingAt: at('15:24') });
const reminded = (reminder: Reminder, nextAt?: string): CaseFact => ({
  type: 'PromiseReminderDue',
  data: {
    ...{ promiseId: id('promise'), reminder, due: at('17:00'), department: 'front-office' },
    ...(nextAt !== undefined && { nextAt }),
  },
});
const renegotiated = (halfwayAt?: string): CaseFact => ({
  type: 'PromiseRenegotiated',
  data: {
    ...{ promiseId: id('promise'), from: at('09:00'), due: at('17:00', 3), firstDue: at('17:00') },
    ...{ contactId: id('told'), reason: 'The pump comes tomorrow' },
    ...(halfwayAt !== undefined && { halfwayAt }),
  },
});

describe('remind of promises', () => {
  it('P7 asks that somebody be reminded half way', async () => {
    const [timer, ...others] = await timersAfter([opened(), withReminders]);
    expect(others).toEqual([]);
    expect(timer).toMatchObject({ subject: id('promise'), due: at('13:00') });
    expect(timer && remindOfPromises.ask(timer)).toEqual({ caseId, promiseId: id('promise') });
  });

  it('P7 asks once more when it presses, with another timer, and then no more', async () => {
    const [first] = await timersAfter([opened(), withReminders]);
    const [second] = await timersAfter([opened(), withReminders, reminded('HALFWAY', at('15:24'))]);
    expect(second?.due).toBe(at('15:24'));
    expect(second?.timerId).not.toBe(first?.timerId);
    expect(await timersAfter([opened(), withReminders, reminded('PRESSING')])).toEqual([]);
  });

  it('P4 goes by the time agreed on last', async () => {
    expect(await timersAfter([opened(), withReminders, renegotiated(at('09:00', 3))])).toMatchObject([
      { due: at('09:00', 3) },
    ]);
    expect(await timersAfter([opened(), withReminders, renegotiated()])).toEqual([]);
  });

  it.each<[string, CaseFact]>([
    ['kept', kept()],
    ['broken', lapsed()],
    ['released', { type: 'PromiseReleased', data: { promiseId: id('promise'), contactId: id('first call') } }],
    ['cancelled', { type: 'PromiseCancelled', data: { promiseId: id('promise'), reason: 'No', conditionFalse: true } }],
  ])('has nothing left to do once the promise is %s', async (_, settled) => {
    expect(await timersAfter([opened(), withReminders, settled])).toEqual([]);
  });

  it('P7 reminds nobody of a promise made without hours, or imported (X5)', async () => {
    expect(await timersAfter([opened(), promised()])).toEqual([]);
    expect(await timersAfter([opened(), withReminders], { imported: true })).toEqual([]);
  });
});
