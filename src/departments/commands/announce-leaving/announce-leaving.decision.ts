import type { AgentFact, Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Code, Described, Text } from '@baton/fields';
import type { AgentState } from '../../agent.state.js';
import { mustBeOrLead } from '../../lead.js';
import { agentUnknown, stillHere } from '../../unknown.js';

@Described('Says that an agent is leaving: from this moment on he takes nothing new (H11).')
export class AnnounceLeaving {
  @Code('The agent') agent: string;
  @Text('Why', { optional: true, max: 500 }) reason?: string;
}

/** H11: closes the agent's door at once. Refused for an agent who has left. */
export const announceLeaving =
  ({ agent, ...why }: AnnounceLeaving, { by }: Given): Decide<AgentState, AgentFact> =>
  (state) => {
    if (!state) return agentUnknown(agent);
    mustBeOrLead(by, state);
    stillHere(state);
    return state.standing === 'LEAVING' ? [] : [{ type: 'LeavingAnnounced', data: why }];
  };
