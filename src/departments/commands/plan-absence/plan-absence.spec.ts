import { derivedId, type AgentFact, type Given, type StandIn } from '@baton/contracts';
import { givenBy, NOON } from '../../../../test/support/callers.js';
import type { Agent } from '../../agent.state.js';
import { standInAt, type KnownAgents } from '../../stand-ins.js';
import {
  day,
  CASE,
  registered,
  planned,
  leaving,
  gone,
  agent,
  all,
  rosa,
  given,
  himself,
} from '../../testing/absence.scenarios.js';
import { planAbsence, type PlanAbsence } from './plan-absence.decision.js';

const plan = (details: Partial<PlanAbsence> = {}, known = all(rosa), by: Given = himself) =>
  planAbsence({ agent: 'tom', from: day(3), until: day(6), standIns: [{ agent: 'rosa' }], ...details }, by, { known });
const plannedHere: AgentFact = {
  type: 'AbsencePlanned',
  data: {
    absenceId: derivedId(himself.commandId, 'absence'),
    from: day(3),
    until: day(6),
    standIns: [{ agent: 'rosa' }],
  },
};

describe('planning an absence', () => {
  it('H11 is for the agent himself, his supervisor and an administrator', () => {
    given(registered()).when(plan()).then(plannedHere);
    for (const by of [givenBy('SUPERVISOR', 'repair', 'lea'), givenBy('ADMIN')]) {
      given(registered())
        .when(plan({}, all(rosa), by))
        .then(plannedHere);
    }
    given(registered())
      .when(plan({}, all(rosa), givenBy('AGENT', 'repair', 'rosa')))
      .refused('NOT_ALLOWED');
    given(registered())
      .when(plan({}, all(rosa), givenBy('SUPERVISOR', 'sales', 'sam')))
      .refused('NOT_YOUR_DEPARTMENT');
  });

  it('may begin earlier than now, but must end later, and after it begins', () => {
    given(registered())
      .when(plan({ from: day(1) }))
      .then({ ...plannedHere, data: { ...plannedHere.data, from: day(1) } } as AgentFact);
    given(registered())
      .when(plan({ from: day(1), until: NOON }))
      .refused('ABSENCE_INVALID', 'now');
    given(registered())
      .when(plan({ until: day(3) }))
      .refused('ABSENCE_INVALID', 'until');
  });

  it('is refused where the agent is away already, and does nothing where the same was planned', () => {
    given(registered(), planned(5, 9)).when(plan()).refused('ABSENCE_OVERLAPS', day(9));
    given(registered(), planned(3, 6, [{ agent: 'rosa' }]))
      .when(plan())
      .then();
    given(registered(), planned(1, 3), planned(6, 9)).when(plan()).then(plannedHere);
  });

  it('is refused for whoever is unknown or has left, and where fifty lie ahead', () => {
    given().when(plan()).refused('AGENT_UNKNOWN');
    given(registered(), ...gone)
      .when(plan())
      .refused('AGENT_GONE');
    const many = Array.from({ length: 50 }, (_, index) =>
      planned(10, 12, [], `a0000000-0000-4000-8000-0000000000${10 + index}`),
    );
    given(registered(), ...many)
      .when(plan())
      .refused('ABSENCES_TOO_MANY');
  });

  it('H11 takes as a stand-in a colleague of the same department who is not leaving', () => {
    const named = (agent: string, known: KnownAgents) =>
      given(registered()).when(plan({ standIns: [{ agent }] }, known));
    named('nobody', all()).refused('STAND_IN_UNFIT', 'no agent nobody');
    named('sara', all(agent('sara', registered('sales')))).refused('STAND_IN_UNFIT', 'works in sales');
    named('rosa', all(agent('rosa', leaving))).refused('STAND_IN_UNFIT', 'leaving');
    named('tom', all()).refused('STAND_IN_CYCLE', 'tom → tom');
  });

  it('names one stand-in for a case and one for all others', () => {
    const two = [{ agent: 'rosa' }, { agent: 'ulf' }];
    given(registered())
      .when(plan({ standIns: two }, all(rosa, agent('ulf'))))
      .refused('STAND_IN_UNFIT', 'Two stand in');
    const ordered = [{ agent: 'ulf', caseId: CASE }, { agent: 'rosa' }];
    given(registered())
      .when(plan({ standIns: ordered.toReversed() }, all(rosa, agent('ulf'))))
      .then({ ...plannedHere, data: { ...plannedHere.data, standIns: ordered } } as AgentFact);
  });
});

describe('a chain of stand-ins', () => {
  const withRosa = (...standIns: StandIn[]) => agent('rosa', planned(4, 5, standIns));

  it('H11 goes on where a stand-in is away in the time, and is refused where nobody is named there', () => {
    given(registered())
      .when(plan({}, all(withRosa())))
      .refused('STAND_IN_UNFIT', 'names nobody');
    given(registered())
      .when(plan({}, all(withRosa({ agent: 'ulf' }), agent('ulf'))))
      .then(plannedHere);
    given(registered())
      .when(plan({ until: day(4) }, all(withRosa())))
      .then({ ...plannedHere, data: { ...plannedHere.data, until: day(4) } } as AgentFact);
  });

  it('H11 counts only the time in which both are away', () => {
    const ulf = agent('ulf', planned(5, 9));
    given(registered())
      .when(plan({}, all(withRosa({ agent: 'ulf' }), ulf)))
      .then(plannedHere);
    given(registered())
      .when(plan({}, all(withRosa({ agent: 'ulf' }), agent('ulf', planned(4, 9)))))
      .refused('STAND_IN_UNFIT', 'ulf is away');
  });

  it('H11 is refused where it comes back to somebody in it, of whatever length', () => {
    given(registered())
      .when(plan({}, all(withRosa({ agent: 'tom' }), agent('tom'))))
      .refused('STAND_IN_CYCLE', 'tom → rosa → tom');
    given(registered())
      .when(plan({}, all(withRosa({ agent: 'ulf' }), agent('ulf', planned(4, 5, [{ agent: 'rosa' }])))))
      .refused('STAND_IN_CYCLE', 'rosa → ulf → rosa');
    const row = Array.from({ length: 30 }, (_, index) =>
      agent(`r${index}`, planned(4, 5, [{ agent: `r${index + 1}` }])),
    );
    given(registered())
      .when(plan({ standIns: [{ agent: 'r0' }] }, all(...row, agent('r30'))))
      .refused('STAND_IN_CYCLE', 'more than 20');
    given(registered())
      .when(plan({ standIns: [{ agent: 'r0' }] }, all(...row.slice(0, 3))))
      .refused('STAND_IN_CYCLE', 'too many');
  });

  it('H11 gives work at an instant to the first who is there', () => {
    const tom = agent('tom', planned(3, 6, [{ agent: 'rosa' }, { agent: 'ulf', caseId: CASE }]));
    const [absence] = tom.absences as [Agent['absences'][number]];
    const ulf = agent('ulf');
    const at = (date: number, known: KnownAgents, caseId?: string) => standInAt(tom, absence, caseId, day(date), known);
    expect(at(4, all(rosa, ulf))).toBe('rosa');
    expect(at(4, all(rosa, ulf), CASE)).toBe('ulf');
    expect(at(4, all(withRosa({ agent: 'ulf' }), ulf))).toBe('ulf');
    expect(at(5, all(withRosa({ agent: 'ulf' }), ulf))).toBe('rosa');
    expect(at(4, all(withRosa(), ulf))).toBeUndefined();
    expect(at(4, all(withRosa({ agent: 'tom' }), tom))).toBeUndefined();
    expect(at(4, all(agent('rosa', leaving)))).toBeUndefined();
    expect(at(4, all(agent('rosa', registered('sales'))))).toBeUndefined();
  });
});
