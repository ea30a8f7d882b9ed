import type { AgentFact } from '@baton/contracts';
import { ABSENCE, registered, planned, started, given, himself } from '../../testing/absence.scenarios.js';
import { cancelAbsence } from './cancel-absence.decision.js';

describe('cancelling an absence', () => {
  const cancel = cancelAbsence({ agent: 'tom', absenceId: ABSENCE, reason: 'stays' }, himself);

  it('opens the door again, once', () => {
    const cancelled: AgentFact = { type: 'AbsenceCancelled', data: { absenceId: ABSENCE, reason: 'stays' } };
    given(registered(), planned(3, 6)).when(cancel).then(cancelled);
    given(registered(), planned(3, 6), cancelled).when(cancel).then();
  });

  it('is refused once it has begun, and where there is none', () => {
    given(registered(), planned(3, 6), started).when(cancel).refused('ABSENCE_STARTED', 'endAbsence');
    given(registered()).when(cancel).refused('ABSENCE_UNKNOWN');
    given().when(cancel).refused('AGENT_UNKNOWN');
  });
});
