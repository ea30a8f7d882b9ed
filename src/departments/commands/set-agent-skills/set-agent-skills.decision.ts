import type { AgentFact, Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Code, Described } from '@baton/fields';
import type { AgentState } from '../../agent.state.js';
import { mustLead } from '../../lead.js';
import { orderedSkills, sameSkills } from '../../skills.js';
import { agentUnknown, stillHere } from '../../unknown.js';

@Described('Says what an agent can do, in place of what was set before.')
export class SetAgentSkills {
  @Code('The agent') agent: string;
  @Code('The skills; an empty list says that none is known', { list: 100 }) skills: string[];
}

/** Sets the skills of an agent. Refused for an unknown agent, and to the supervisor of another department. */
export const setAgentSkills =
  (command: SetAgentSkills, { by }: Given): Decide<AgentState, AgentFact> =>
  (state) => {
    if (!state) return agentUnknown(command.agent);
    mustLead(by, state.department);
    stillHere(state);
    const skills = orderedSkills(command.skills);
    return sameSkills(state.skills, skills) ? [] : [{ type: 'SkillsSet', data: { skills } }];
  };
