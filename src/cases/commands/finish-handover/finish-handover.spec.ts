import type { HandoverFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { scenarios } from '@baton/decider/testing';
import { handoverAggregate } from '../../handover.state.js';
import { id } from '../../testing/case.scenarios.js';
import { finishHandover } from './finish-handover.decision.js';

const { given } = scenarios(handoverAggregate, (facts: readonly HandoverFact[]) =>
  recorded(`handover-${id('handover')}`, facts),
);
const left = [{ caseId: id('two'), code: 'READ_BACK_MISSING', message: 'Say what you understood.' }];
const begun: HandoverFact = {
  type: 'HandoverStarted',
  data: {
    agent: 'ines',
    department: 'front-office',
    cases: [{ caseId: id('one'), transferId: id('transfer') }],
    left: [],
  },
};
const offered: HandoverFact = { type: 'HandoverOffered', data: { left } };

describe('finishing a handover', () => {
  const finish = finishHandover({ handoverId: id('handover') }, { left });

  it('H1 says once which cases were not offered', () => {
    given(begun).when(finish).then(offered);
    given(begun, offered).when(finish).then();
    given().when(finish).refused('HANDOVER_UNKNOWN');
  });
});
