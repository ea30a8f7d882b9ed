import type { AgentFact } from '@baton/contracts';
import { givenBy } from '../../../../test/support/callers.js';
import { ABSENCE, day, given, himself, planned, registered, started } from '../../testing/absence.scenarios.js';
import { endAbsence } from './end-absence.decision.js';

const ended: AgentFact = { type: 'AbsenceEnded', data: { absenceId: ABSENCE } };
const end = (now = day(4), by = himself) => endAbsence({ agent: 'tom', absenceId: ABSENCE }, { ...by, now });

describe('the end of an absence', () => {
  it('H11 is said once it has begun, and once', () => {
    given(registered(), planned(3, 6), started).when(end()).then(ended);
    given(registered(), planned(3, 6), started, ended).when(end()).then();
  });

  it('is refused before it began, unless its time is over', () => {
    given(registered(), planned(3, 6)).when(end()).refused('ABSENCE_NOT_STARTED', 'cancelAbsence');
    given(registered(), planned(3, 6))
      .when(end(day(6)))
      .then(ended);
  });

  it('is refused for what is unknown, and to whoever is neither the agent nor leads him', () => {
    given(registered()).when(end()).refused('ABSENCE_UNKNOWN');
    given().when(end()).refused('AGENT_UNKNOWN');
    given(registered(), planned(3, 6), started)
      .when(end(day(4), givenBy('AGENT', 'repair', 'rosa')))
      .refused('NOT_ALLOWED');
  });
});
