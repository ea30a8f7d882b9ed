import { refuse, type AgentFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Code, Described, Text } from '@baton/fields';
import type { AgentState } from '../../agent.state.js';
import type { DepartmentFacts } from '../../department-facts.js';
import { mustLead } from '../../lead.js';
import { departmentUnknown, stillHere } from '../../unknown.js';

@Described('Registers an agent, who works in a department from now on.')
export class RegisterAgent {
  @Code('The id by which the token names the agent') agent: string;
  @Text("The agent's name", { personal: true, max: 200 }) name: string;
  @Code('The department the agent works in') department: string;
}

/**
 * Registers an agent. Refused for an unknown department, to the supervisor of another department, and where the id
 * belongs to another agent or to one who has left, or the agent works elsewhere by now.
 */
export const registerAgent =
  (
    { agent, name, department }: RegisterAgent,
    { by }: Given,
    { departmentKnown }: DepartmentFacts,
  ): Decide<AgentState, AgentFact> =>
  (state) => {
    mustLead(by, department);
    if (!departmentKnown) departmentUnknown(department);
    if (!state) return [{ type: 'AgentRegistered', data: { name, department } }];
    stillHere(state);
    if (state.name === name && state.department === department) return [];
    return refuse(
      'AGENT_EXISTS',
      `There is an agent ${agent} in ${state.department}: choose another id, or move the agent.`,
    );
  };
