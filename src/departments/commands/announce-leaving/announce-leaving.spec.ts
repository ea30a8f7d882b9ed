import { givenBy } from '../../../../test/support/callers.js';
import { registered, leaving, gone, given, himself } from '../../testing/absence.scenarios.js';
import { moveAgent } from '../move-agent/move-agent.decision.js';
import { withdrawLeaving } from '../withdraw-leaving/withdraw-leaving.decision.js';
import { announceLeaving } from './announce-leaving.decision.js';

describe('leaving', () => {
  const announce = announceLeaving({ agent: 'tom', reason: 'moves house' }, himself);
  const withdraw = withdrawLeaving({ agent: 'tom' }, himself);

  it('H11 is announced once, and can be withdrawn', () => {
    given(registered())
      .when(announce)
      .then({ type: 'LeavingAnnounced', data: { reason: 'moves house' } });
    given(registered(), leaving).when(announce).then();
    given(registered(), leaving).when(withdraw).then({ type: 'LeavingWithdrawn', data: {} });
    given(registered()).when(withdraw).then();
  });

  it('is over for whoever has left: nothing about him changes any more', () => {
    const left = [registered(), ...gone];
    given(...left)
      .when(announce)
      .refused('AGENT_GONE');
    given(...left)
      .when(withdraw)
      .refused('AGENT_GONE');
    given(...left)
      .when(moveAgent({ agent: 'tom', to: 'sales' }, givenBy('ADMIN'), { departmentKnown: true, left: [] }))
      .refused('AGENT_GONE');
    given().when(announce).refused('AGENT_UNKNOWN');
    given().when(withdraw).refused('AGENT_UNKNOWN');
  });
});
