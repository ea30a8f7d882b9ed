import { derivedId, type AgentFact, type Given, type StandIn } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { fold } from '@baton/decider';
import { scenarios } from '@baton/decider/testing';
import { givenBy, NOON } from '../../test/support/callers.js';
import { agentAggregate, type Agent } from './agent.state.js';
import { announceLeaving } from './commands/announce-leaving/announce-leaving.decision.js';
import { cancelAbsence } from './commands/cancel-absence/cancel-absence.decision.js';
import { moveAgent } from './commands/move-agent/move-agent.decision.js';
import { nameStandIns } from './commands/name-stand-ins/name-stand-ins.decision.js';
import { planAbsence, type PlanAbsence } from './commands/plan-absence/plan-absence.decision.js';
import { withdrawLeaving } from './commands/withdraw-leaving/withdraw-leaving.decision.js';
import { standInAt, type KnownAgents } from './stand-ins.js';

const day = (date: number, time = '09:00'): string => `2026-03-${String(date).padStart(2, '0')}T${time}:00.000Z`;
const CASE = 'c0000000-0000-4000-8000-000000000000';
const ABSENCE = 'a0000000-0000-4000-8000-000000000000';
const registered = (department = 'repair'): AgentFact => ({
  type: 'AgentRegistered',
  data: { name: 'Somebody', department },
});
const planned = (from: number, until: number, standIns: StandIn[] = [], absenceId = ABSENCE): AgentFact => ({
  type: 'AbsencePlanned',
  data: { absenceId, from: day(from), until: day(until), standIns },
});
const leaving: AgentFact = { type: 'LeavingAnnounced', data: {} };
const gone: AgentFact[] = [leaving, { type: 'AgentDeactivated', data: {} }];
const started: AgentFact = { type: 'AbsenceStarted', data: { absenceId: ABSENCE } };

const agent = (id: string, ...facts: AgentFact[]): Agent => {
  const [first] = facts;
  const past = first?.type === 'AgentRegistered' ? facts : [registered(), ...facts];
  return fold(agentAggregate, recorded<AgentFact>(`agent-${id}`, past)) as Agent;
};
const all = (...agents: Agent[]): KnownAgents =>
  new Map([['nobody', undefined], ...agents.map((one) => [one.agent, one] as const)]);
const rosa = agent('rosa');
const { given } = scenarios(agentAggregate, (facts: readonly AgentFact[]) => recorded('agent-tom', facts));

const himself = givenBy('AGENT', 'repair', 'tom');
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

describe('naming other stand-ins', () => {
  const name = (standIns: StandIn[], known = all(rosa, agent('ulf')), absenceId = ABSENCE) =>
    nameStandIns({ agent: 'tom', absenceId, standIns }, himself, { known });

  it('H11 puts them in place of those named before, also when the absence has begun', () => {
    const named: AgentFact = { type: 'StandInsNamed', data: { absenceId: ABSENCE, standIns: [{ agent: 'ulf' }] } };
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
      .when(moveAgent({ agent: 'tom', to: 'sales' }, givenBy('ADMIN'), { departmentKnown: true }))
      .refused('AGENT_GONE');
    given().when(announce).refused('AGENT_UNKNOWN');
    given().when(withdraw).refused('AGENT_UNKNOWN');
  });
});
