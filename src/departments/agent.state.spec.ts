import fc from 'fast-check';
import type { AgentFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { fold, Refusal, type Decide } from '@baton/decider';
import { givenBy } from '../../test/support/callers.js';
import { agentAggregate, type AgentState } from './agent.state.js';
import { moveAgent } from './commands/move-agent/move-agent.decision.js';
import { registerAgent } from './commands/register-agent/register-agent.decision.js';
import { setAgentSkills } from './commands/set-agent-skills/set-agent-skills.decision.js';

const STREAM = 'agent-tom';
const registered: AgentFact = { type: 'AgentRegistered', data: { name: 'Tom', department: 'repair' } };

const given = fc.constantFrom(givenBy('ADMIN'), givenBy('SUPERVISOR', 'repair'), givenBy('SUPERVISOR', 'sales'));
const department = fc.constantFrom('repair', 'sales');
const facts = fc.record({ departmentKnown: fc.boolean() });
const asked: fc.Arbitrary<Decide<AgentState, AgentFact>> = fc.oneof(
  fc
    .tuple(fc.constantFrom('Tom', 'Tim'), department, given, facts)
    .map(([name, where, by, known]) => registerAgent({ agent: 'tom', name, department: where }, by, known)),
  fc.tuple(department, given, facts).map(([to, by, known]) => moveAgent({ agent: 'tom', to }, by, known)),
  fc
    .tuple(fc.array(fc.constantFrom('screens', 'batteries', 'French')), given)
    .map(([skills, by]) => setAgentSkills({ agent: 'tom', skills }, by)),
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
