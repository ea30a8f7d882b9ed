import type { CaseFact } from '@baton/contracts';
import {
  accepted,
  contacted,
  declined,
  kept,
  lapsed,
  offered,
  opened,
  passedOn,
  promised,
  recalled,
} from './testing/case.happenings.js';
import { at, given, id } from './testing/case.scenarios.js';
import { riskTier } from './risk-tier.js';

const tier = (...past: CaseFact[]): number => riskTier(given(...past).state());
const within = { from: 'front-office', to: 'front-office' };

describe('the risk tier of passing a case on', () => {
  it.each<[string, number, CaseFact[]]>([
    ['an ordinary case', 1, [opened()]],
    ['a question, an urgent one at that', 1, [opened({ kind: 'QUESTION', urgency: 'CRITICAL' })]],
    ['an upset customer', 1, [opened({ customerState: 'UPSET' })]],
    ['a complaint', 2, [opened({ kind: 'COMPLAINT' })]],
    ['a vulnerable customer', 2, [opened({ customerState: 'VULNERABLE' })]],
    ['a legal clock that runs', 2, [opened({ legalDeadline: at('12:00', 16) })]],
    ['a legal clock that has run out', 2, [opened({ legalDeadline: at('08:00', 1) })]],
    ['an open promise', 2, [opened(), promised()]],
    ['two open promises, which count once', 2, [opened(), promised(), promised({ promiseId: id('another') })]],
    ['a promise that was kept', 1, [opened(), promised(), kept()]],
    ['a promise that was broken', 2, [opened(), promised(), lapsed()]],
    [
      'a promise that was broken, of which the customer has heard',
      1,
      [opened(), promised(), lapsed(), contacted('sorry', { startedAt: at('17:10'), endedAt: at('17:15') })],
    ],
    ['an earlier transfer', 2, [opened(), ...passedOn]],
    ['an offer, a decline and a recall', 1, [opened(), offered(), declined(), offered(), recalled()]],
    ['a change of shift within the department', 1, [opened(), offered(within), accepted('otto', within)]],
    [
      'what an import saw pass on',
      2,
      [opened(), { type: 'TransferObserved', data: { from: 'front-office', to: 'sales' } }],
    ],
    ['an imported case of which little is known', 1, [{ type: 'CaseOpened', data: { department: 'V5 3rd' } }]],
    [
      'everything at once',
      6,
      [
        opened({ kind: 'COMPLAINT', customerState: 'VULNERABLE', legalDeadline: at('12:00', 16) }),
        promised(),
        ...passedOn,
      ],
    ],
  ])('of %s is %i', (_, expected, past) => {
    expect(tier(...past)).toBe(expected);
  });
});
