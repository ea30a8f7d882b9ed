import fc from 'fast-check';
import { derivedId, type AgentFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { fold, Refusal, type Decide } from '@baton/decider';
import { givenBy } from '../../test/support/callers.js';
import { agentAggregate, type AgentState } from './agent.state.js';
import { announceLeaving } from './commands/announce-leaving/announce-leaving.decision.js';
import { cancelAbsence } from './commands/cancel-absence/cancel-absence.decision.js';
import { moveAgent } from './commands/move-agent/move-agent.decision.js';
import { nameStandIns } from './commands/name-stand-ins/name-stand-ins.decision.js';
import { planAbsence } from './commands/plan-absence/plan-absence.decision.js';
import { registerAgent } from './commands/register-agent/register-agent.decision.js';
import { setAgentSkills } from './commands/set-agent-skills/set-agent-skills.decision.js';
import { withdrawLeaving } from './commands/withdraw-leaving/withdraw-leaving.decision.js';

const STREAM = 'agent-tom';
const registered: AgentFact = { type: 'AgentRegistered', data: { name: 'Tom', department: 'repair' } };

const given = fc.constantFrom(givenBy('ADMIN'), givenBy('SUPERVISOR', 'repair'), givenBy('SUPERVISOR', 'sales'));
const department = fc.constantFrom('repair', 'sales');
const facts = fc.record({ departmentKnown: fc.boolean(), left: fc.constantFrom([], [{ caseId: 'a case' }]) });
const [TODAY, TOMORROW, FRIDAY] = ['2026-03-02T14:00:00.000Z', '2026-03-03T14:00:00.000Z', '2026-03-06T14:00:00.000Z'];
const colleague = fold(
  agentAggregate,
  recorded<AgentFact>('agent-rosa', [{ type: 'AgentRegistered', data: { name: 'Rosa', department: 'repair' } }]),
);
const known = new Map([
  ['rosa', colleague],
  ['nobody', undefined],
]);
const standIns = fc.uniqueArray(fc.record({ agent: fc.constantFrom('rosa', 'rosa', 'rosa', 'nobody', 'tom') }), {
  maxLength: 1,
});
/** The absence that the command of these specs plans. */
const absenceId = fc.constantFrom(
  derivedId(givenBy('ADMIN').commandId, 'absence'),
  'a0000000-0000-4000-8000-000000000000',
);
const himself = givenBy('AGENT', 'repair', 'tom');
const whoever = fc.oneof(given, fc.constant(himself));
const asked: fc.Arbitrary<Decide<AgentState, AgentFact>> = fc.oneof(
  fc
    .tuple(fc.constantFrom('Tom', 'Tim'), department, given, facts)
    .map(([name, where, by, known]) => registerAgent({ agent: 'tom', name, department: where }, by, known)),
  fc.tuple(department, given, facts).map(([to, by, known]) => moveAgent({ agent: 'tom', to }, by, known)),
  fc
    .tuple(fc.array(fc.constantFrom('screens', 'batteries', 'French')), given)
    .map(([skills, by]) => setAgentSkills({ agent: 'tom', skills }, by)),
  fc
    .tuple(fc.constantFrom(TODAY, TOMORROW), fc.constantFrom(TODAY, FRIDAY), standIns, whoever)
    .map(([from, until, standIns, by]) => planAbsence({ agent: 'tom', from, until, standIns }, by, { known })),
  fc
    .tuple(absenceId, standIns, whoever)
    .map(([absenceId, standIns, by]) => nameStandIns({ agent: 'tom', absenceId, standIns }, by, { known })),
  fc
    .tuple(absenceId, whoever)
    .map(([absenceId, by]) => cancelAbsence({ agent: 'tom', absenceId, reason: 'stays' }, by)),
  whoever.map((by) => announceLeaving({ agent: 'tom' }, by)),
  whoever.map((by) => withdrawLeaving({ agent: 'tom' }, by)),
);

describe('an agent', () => {
  it('is what the events say', () => {
    const state = fold(
      agentAggregate,
      recorded<AgentFact>(STREAM, [
        registered,
        { type: 'SkillsSet', data: { skills: ['screens'] } },
        { type: 'AgentMoved', data: { from: 'repair', to: 'sales' } },
      ]),
    );
    expect(state).toEqual({
      agent: 'tom',
      name: 'Tom',
      department: 'sales',
      skills: ['screens'],
      registeredAt: '2026-03-02T09:00:00.000Z',
      absences: [],
      standing: 'ACTIVE',
    });
  });

  it('H11 is absent from its plan until its end, and is gone only after it was leaving', () => {
    const absence = { absenceId: 'a1', from: '2026-03-03T09:00:00.000Z', until: '2026-03-09T09:00:00.000Z' };
    const of = (...facts: AgentFact[]) => fold(agentAggregate, recorded<AgentFact>(STREAM, [registered, ...facts]));
    const planned: AgentFact = { type: 'AbsencePlanned', data: { ...absence, standIns: [] } };
    const named: AgentFact = { type: 'StandInsNamed', data: { absenceId: 'a1', standIns: [{ agent: 'rosa' }] } };
    const about = { absenceId: 'a1' };
    expect(of(planned)?.absences).toEqual([{ ...absence, standIns: [], started: false }]);
    expect(of(planned, named, { type: 'AbsenceStarted', data: about })?.absences).toEqual([
      { ...absence, standIns: [{ agent: 'rosa' }], started: true },
    ]);
    expect(
      of(planned, { type: 'AbsenceStarted', data: about }, { type: 'AbsenceEnded', data: about })?.absences,
    ).toEqual([]);
    expect(of(planned, { type: 'AbsenceCancelled', data: { ...about, reason: 'stays' } })?.absences).toEqual([]);
    const leaving: AgentFact = { type: 'LeavingAnnounced', data: {} };
    expect(of(leaving)?.standing).toBe('LEAVING');
    expect(of(leaving, { type: 'LeavingWithdrawn', data: {} })?.standing).toBe('ACTIVE');
    expect(of(leaving, { type: 'AgentDeactivated', data: {} })?.standing).toBe('GONE');
  });

  it('is not read from a stream that does not begin with the registration, or that holds a foreign word', () => {
    const moved = recorded<AgentFact>(STREAM, [{ type: 'AgentMoved', data: { from: 'repair', to: 'sales' } }]);
    expect(() => fold(agentAggregate, moved)).toThrow('begins with AgentMoved');
    const foreign = recorded(STREAM, [registered, { type: 'CaseClosed', data: {} } as unknown as AgentFact]);
    expect(() => fold(agentAggregate, foreign)).toThrow('CaseClosed');
  });

  it('asked twice for the same changes nothing the second time, whatever came before', () => {
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 12 }), (commands) => {
        const past: AgentFact[] = [];
        for (const decide of commands) {
          const written = decidedOrRefused(decide, fold(agentAggregate, recorded(STREAM, past)));
          if (!written) continue;
          past.push(...written);
          expect(decide(fold(agentAggregate, recorded(STREAM, past)))).toEqual([]);
        }
      }),
    );
  });
});

function decidedOrRefused(decide: Decide<AgentState, AgentFact>, state: AgentState) {
  try {
    return decide(state);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
