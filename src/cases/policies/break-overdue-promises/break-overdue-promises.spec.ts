import { streamOf, type CaseFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { rowsOf } from '@baton/projections/testing';
import { timersOf } from '../../../platform/policies/timers.projection.js';
import { kept, lapsed, opened, passedOn, promised } from '../../testing/case.happenings.js';
import { at, caseId, id } from '../../testing/case.scenarios.js';
import { breakOverduePromises } from './break-overdue-promises.policy.js';

const timersAfter = async (facts: readonly CaseFact[], overrides: object = {}) =>
  (await rowsOf(timersOf([breakOverduePromises]), recorded(streamOf('case', caseId), facts, overrides))).rows;

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

describe('break overdue promises', () => {
  it('P7 asks that the promise be broken when it is due', async () => {
    const [timer, ...others] = await timersAfter([opened(), promised(), ...passedOn]);
    expect(others).toEqual([]);
    expect(timer).toMatchObject({ subject: id('promise'), due: at('17:00') });
    expect(timer && breakOverduePromises.ask(timer)).toEqual({ caseId, promiseId: id('promise') });
  });

  it('P4 waits for the time agreed on last, with another timer', async () => {
    const [first] = await timersAfter([opened(), promised()]);
    const [timer, ...others] = await timersAfter([opened(), promised(), renegotiated]);
    expect(others).toEqual([]);
    expect(timer?.due).toBe(at('17:00', 3));
    expect(timer?.timerId).not.toBe(first?.timerId);
  });

  it('waits for each promise of a case by itself', async () => {
    const other = promised({ promiseId: id('other'), callback: false, due: at('18:00') });
    const timers = await timersAfter([opened(), promised(), other, lapsed()]);
    expect(timers).toMatchObject([{ subject: id('other'), due: at('18:00') }]);
  });

  it.each<[string, CaseFact]>([
    ['kept', kept()],
    ['broken', lapsed()],
    ['released', { type: 'PromiseReleased', data: { promiseId: id('promise'), contactId: id('first call') } }],
    ['cancelled', { type: 'PromiseCancelled', data: { promiseId: id('promise'), reason: 'No', conditionFalse: true } }],
  ])('has nothing left to do once the promise is %s', async (_, settled) => {
    expect(await timersAfter([opened(), promised(), settled])).toEqual([]);
  });

  it('X5 leaves alone what an import states', async () => {
    expect(await timersAfter([opened(), promised()], { imported: true })).toEqual([]);
  });
});
