import type { AgentFact, Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Code, Described, Text } from '@baton/fields';
import type { AgentState } from '../../agent.state.js';
import { mustBeOrLead } from '../../lead.js';
import { agentUnknown, stillHere } from '../../unknown.js';

@Described('Says that an agent stays after all, and takes new work again.')
export class WithdrawLeaving {
  @Code('The agent') agent: string;
  @Text('Why', { optional: true, max: 500 }) reason?: string;
}

/** Opens the agent's door again. Refused for an agent who has left. */
export const withdrawLeaving =
  ({ agent, ...why }: WithdrawLeaving, { by }: Given): Decide<AgentState, AgentFact> =>
  (state) => {
    if (!state) return agentUnknown(agent);
    mustBeOrLead(by, state);
    stillHere(state);
    return state.standing === 'LEAVING' ? [{ type: 'LeavingWithdrawn', data: why }] : [];
  };
