import { given, registered, started, planned } from '../../testing/absence.scenarios.js';
import { settleLateWork } from './settle-late-work.decision.js';

describe('settling what came late', () => {
  const settle = (settled: string[]) => settleLateWork({ agent: 'tom' }, { settled });

  it('H11 says how many cases had come late, be it none', () => {
    given(registered(), planned(1, 6), started)
      .when(settle(['one', 'two']))
      .then({ type: 'LateWorkSettled', data: { cases: 2 } });
    given(registered())
      .when(settle([]))
      .then({ type: 'LateWorkSettled', data: { cases: 0 } });
  });

  it('is refused for an agent nobody registered', () => {
    given().when(settle([])).refused('AGENT_UNKNOWN');
  });
});
