import type { AgentFact, Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Code, Described } from '@baton/fields';
import type { AgentState } from '../../agent.state.js';
import type { DepartmentFacts } from '../../department-facts.js';
import { mustLead } from '../../lead.js';
import { agentUnknown, departmentUnknown, stillHere } from '../../unknown.js';

@Described('Moves an agent to another department.')
export class MoveAgent {
  @Code('The agent') agent: string;
  @Code('The department the agent joins') to: string;
}

/** Moves an agent. Refused for an agent who has left or is unknown, an unknown department, and to a supervisor who does not lead the new one. */
export const moveAgent =
  ({ agent, to }: MoveAgent, { by }: Given, { departmentKnown }: DepartmentFacts): Decide<AgentState, AgentFact> =>
  (state) => {
    mustLead(by, to);
    if (!state) return agentUnknown(agent);
    stillHere(state);
    if (!departmentKnown) departmentUnknown(to);
    return state.department === to ? [] : [{ type: 'AgentMoved', data: { from: state.department, to } }];
  };
