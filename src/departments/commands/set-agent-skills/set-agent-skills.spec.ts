import type { AgentFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { scenarios } from '@baton/decider/testing';
import { givenBy } from '../../../../test/support/callers.js';
import { agentAggregate } from '../../agent.state.js';
import { setAgentSkills } from './set-agent-skills.decision.js';

const { given } = scenarios(agentAggregate, (facts: readonly AgentFact[]) => recorded('agent-tom', facts));
const registered: AgentFact = { type: 'AgentRegistered', data: { name: 'Tom Huber', department: 'repair' } };
const skilled = (...skills: string[]): AgentFact => ({ type: 'SkillsSet', data: { skills } });
const set = (skills: string[], by = givenBy('SUPERVISOR', 'repair')) => setAgentSkills({ agent: 'tom', skills }, by);

describe("setting an agent's skills", () => {
  it('keeps each skill once, in order, in place of what was set before', () => {
    given(registered)
      .when(set(['screens', 'batteries', 'screens']))
      .then(skilled('batteries', 'screens'));
    given(registered, skilled('batteries')).when(set([])).then(skilled());
  });

  it('does nothing when the skills are the same', () => {
    given(registered, skilled('batteries', 'screens'))
      .when(set(['screens', 'batteries']))
      .then();
  });

  it('refuses an unknown agent', () => {
    given()
      .when(set(['screens']))
      .refused('AGENT_UNKNOWN', 'tom');
  });

  it('follows the agent to the department he moved to: its supervisor decides now', () => {
    const moved: AgentFact = { type: 'AgentMoved', data: { from: 'repair', to: 'sales' } };
    given(registered, moved)
      .when(set(['screens']))
      .refused('NOT_YOUR_DEPARTMENT', 'sales');
    given(registered, moved)
      .when(set(['screens'], givenBy('SUPERVISOR', 'sales')))
      .then(skilled('screens'));
  });
});
