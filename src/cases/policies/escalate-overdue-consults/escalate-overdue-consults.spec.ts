import { streamOf, type CaseFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { rowsOf } from '@baton/projections/testing';
import { timersOf } from '../../../platform/policies/timers.projection.js';
import { consulted, opened } from '../../testing/case.happenings.js';
import { at, caseId, id } from '../../testing/case.scenarios.js';
import { escalateOverdueConsults } from './escalate-overdue-consults.policy.js';

const timersAfter = async (facts: readonly CaseFact[], overrides: object = {}) =>
  (await rowsOf(timersOf([escalateOverdueConsults]), recorded(streamOf('case', caseId), facts, overrides))).rows;
const consultId = id('consult');
const asked = consulted({ consultId, due: at('15:00') });

describe('escalate overdue consults', () => {
  it('asks that the supervisor be told when the answer is due', async () => {
    const [timer, ...others] = await timersAfter([opened(), asked]);
    expect(others).toEqual([]);
    expect(timer).toMatchObject({ subject: consultId, due: at('15:00') });
    expect(timer && escalateOverdueConsults.ask(timer)).toEqual({ caseId, consultId });
  });

  it.each<[string, CaseFact]>([
    ['answered', { type: 'ConsultAnswered', data: { consultId, department: 'repair', answer: 'Yes' } }],
    ['withdrawn', { type: 'ConsultWithdrawn', data: { consultId, reason: 'Found the bill' } }],
    [
      'escalated',
      {
        type: 'EscalationRaised',
        data: { escalationId: id('escalation'), department: 'repair', cause: 'CONSULT_OVERDUE', consultId },
      },
    ],
  ])('has nothing left to do once it was %s', async (_, over) => {
    expect(await timersAfter([opened(), asked, over])).toEqual([]);
  });

  it('leaves another consult and another escalation alone, and what an import states (X5)', async () => {
    const other: CaseFact = {
      type: 'EscalationRaised',
      data: { escalationId: id('escalation'), department: 'repair', cause: 'OFFER_EXPIRED' },
    };
    expect(await timersAfter([opened(), asked, other])).toHaveLength(1);
    expect(await timersAfter([opened(), asked], { imported: true })).toEqual([]);
  });
});
