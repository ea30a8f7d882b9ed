import { refuse, type AgentFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Code, Described } from '@baton/fields';
import type { PlannedWork } from '../../absence-plan.js';
import type { AgentState } from '../../agent.state.js';
import type { DepartmentFacts } from '../../department-facts.js';
import { leavesNoWorkBehind, type LeavingFacts } from '../../last-of-department.guards.js';
import { listedWork } from '../../listed-work.js';
import { mustLead } from '../../lead.js';
import { agentUnknown, departmentUnknown, stillHere } from '../../unknown.js';

@Described('Moves an agent to another department.')
export class MoveAgent {
  @Code('The agent') agent: string;
  @Code('The department the agent joins') to: string;
}

/** What must be known of the department joined, of the agent and of the department he leaves. */
export interface MoveAgentFacts extends DepartmentFacts, LeavingFacts {
  /** His cases and promises that are not those of the department joined. */
  readonly left: readonly PlannedWork[];
}

/**
 * Moves an agent. Refused for an agent who has left or is unknown, an unknown department, and to a supervisor who does not
 * lead the new one. H11: refused while he has cases and promises of another department, which he could not work on there, and where he is
 * the last who stays in a department that still has work.
 */
export const moveAgent =
  ({ agent, to }: MoveAgent, { by }: Given, facts: MoveAgentFacts): Decide<AgentState, AgentFact> =>
  (state) => {
    const { departmentKnown, left } = facts;
    mustLead(by, to);
    if (!state) return agentUnknown(agent);
    stillHere(state);
    if (!departmentKnown) departmentUnknown(to);
    if (state.department === to) return [];
    if (left.length > 0) {
      const message = `${agent} still has ${left.length} case(s) and promise(s) of ${state.department}: offer them to colleagues, or release them.`;
      refuse('OPEN_WORK', message, { rule: 'H11', missing: listedWork(left) });
    }
    leavesNoWorkBehind(state, facts);
    return [{ type: 'AgentMoved', data: { from: state.department, to } }];
  };
