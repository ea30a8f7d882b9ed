import { refuse, type AgentFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Code, Described, Id, Text } from '@baton/fields';
import { absenceOf } from '../../absence.guards.js';
import type { AgentState } from '../../agent.state.js';
import { mustBeOrLead } from '../../lead.js';
import { agentUnknown } from '../../unknown.js';

@Described('Cancels an absence that has not begun: the agent takes new work again.')
export class CancelAbsence {
  @Code('The agent') agent: string;
  @Id('The absence') absenceId: string;
  @Text('Why', { max: 500 }) reason: string;
}

/** Refused for an absence that has begun (it is ended instead), and for one that is not there any more. */
export const cancelAbsence =
  ({ agent, absenceId, reason }: CancelAbsence, { by }: Given): Decide<AgentState, AgentFact> =>
  (state) => {
    if (!state) return agentUnknown(agent);
    mustBeOrLead(by, state);
    if (state.lastOver === absenceId) return [];
    if (absenceOf(state, absenceId).started) {
      refuse('ABSENCE_STARTED', `The absence of ${agent} has begun: end it with endAbsence.`);
    }
    return [{ type: 'AbsenceCancelled', data: { absenceId, reason } }];
  };
