import type { HandoverFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { rowsOf } from '@baton/projections/testing';
import { timersOf } from '../../../platform/policies/timers.projection.js';
import { id } from '../../testing/case.scenarios.js';
import { finishShiftHandovers } from './finish-shift-handovers.policy.js';

const begun: HandoverFact = {
  type: 'HandoverStarted',
  data: { agent: 'ines', department: 'front-office', cases: [], left: [] },
};
const timersAfter = async (...facts: HandoverFact[]) =>
  (await rowsOf(timersOf([finishShiftHandovers]), recorded(`handover-${id('handover')}`, facts))).rows;

describe('finish shift handovers', () => {
  it('H1 goes on with one a minute after it was begun, unless that was done', async () => {
    const [timer, ...others] = await timersAfter(begun);
    expect(others).toEqual([]);
    expect(timer?.due).toBe('2026-03-02T09:01:00.000Z');
    expect(timer && finishShiftHandovers.ask(timer)).toEqual({ handoverId: id('handover') });
    expect(await timersAfter(begun, { type: 'HandoverOffered', data: { left: [] } })).toEqual([]);
  });
});
