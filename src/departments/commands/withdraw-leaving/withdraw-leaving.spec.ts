import { givenBy } from '../../../../test/support/callers.js';
import { given, himself, leaving, registered } from '../../testing/absence.scenarios.js';
import { withdrawLeaving } from './withdraw-leaving.decision.js';

describe('staying after all', () => {
  it('is for the agent himself and whoever leads him', () => {
    const stays = { type: 'LeavingWithdrawn', data: {} } as const;
    given(registered(), leaving)
      .when(withdrawLeaving({ agent: 'tom' }, himself))
      .then(stays);
    given(registered(), leaving)
      .when(withdrawLeaving({ agent: 'tom' }, givenBy('SUPERVISOR', 'repair', 'lea')))
      .then(stays);
    given(registered(), leaving)
      .when(withdrawLeaving({ agent: 'tom' }, givenBy('AGENT', 'repair', 'rosa')))
      .refused('NOT_ALLOWED');
  });
});
