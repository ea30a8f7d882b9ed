import type { AgentFact, StandIn } from '@baton/contracts';
import {
  ABSENCE,
  CASE,
  day,
  registered,
  planned,
  started,
  agent,
  all,
  rosa,
  given,
  himself,
} from '../../testing/absence.scenarios.js';
import { nameStandIns } from './name-stand-ins.decision.js';

describe('naming other stand-ins', () => {
  const name = (standIns: StandIn[], known = all(rosa, agent('ulf')), absenceId = ABSENCE) =>
    nameStandIns({ agent: 'tom', absenceId, standIns }, himself, { known });

  it('H11 puts them in place of those named before, also when the absence has begun', () => {
    const named: AgentFact = {
      type: 'StandInsNamed',
      data: { absenceId: ABSENCE, from: day(3), standIns: [{ agent: 'ulf' }] },
    };
    const past = [registered(), planned(3, 6, [{ agent: 'rosa' }])];
    given(...past)
      .when(name([{ agent: 'ulf' }]))
      .then(named);
    given(...past, started)
      .when(name([{ agent: 'ulf' }]))
      .then(named);
    given(...past)
      .when(name([{ agent: 'rosa' }]))
      .then();
  });

  it('H11 is refused for a case that there is none of: nobody would stand in for anything', () => {
    const facts = { known: all(rosa), unknownCases: [CASE] };
    const command = { agent: 'tom', absenceId: ABSENCE, standIns: [{ agent: 'rosa', caseId: CASE }] };
    const { details } = given(registered(), planned(3, 6))
      .when(nameStandIns(command, himself, facts))
      .refused('CASE_UNKNOWN', `There is no case ${CASE}`);
    expect(details.missing).toEqual(['standIns']);
  });

  it('H11 is refused as planning is, and for an absence that is not there', () => {
    const past = [registered(), planned(3, 6)];
    given(...past)
      .when(name([{ agent: 'tom' }]))
      .refused('STAND_IN_CYCLE');
    given(...past)
      .when(name([{ agent: 'rosa' }], all(agent('rosa', planned(4, 5)))))
      .refused('STAND_IN_UNFIT');
    given(registered()).when(name([])).refused('ABSENCE_UNKNOWN');
    given().when(name([])).refused('AGENT_UNKNOWN');
  });
});
