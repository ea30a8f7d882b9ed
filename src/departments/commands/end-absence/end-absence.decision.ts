import { refuse, type AgentFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Code, Described, Id } from '@baton/fields';
import { absenceOf } from '../../absence.guards.js';
import type { AgentState } from '../../agent.state.js';
import { mustBeOrLead } from '../../lead.js';
import { agentUnknown } from '../../unknown.js';

@Described('Ends an absence: the agent is back, and holds again what the stand-ins still hold for him (H11).')
export class EndAbsence {
  @Code('The agent') agent: string;
  @Id('The absence') absenceId: string;
}

/** Refused for an absence that has not begun, unless its time is over: that one is cancelled instead. */
export const endAbsence =
  ({ agent, absenceId }: EndAbsence, { by, now }: Given): Decide<AgentState, AgentFact> =>
  (state) => {
    if (!state) return agentUnknown(agent);
    mustBeOrLead(by, state);
    if (state.lastOver === absenceId) return [];
    const { started, until } = absenceOf(state, absenceId);
    if (!started && now < until) {
      refuse('ABSENCE_NOT_STARTED', `The absence of ${agent} has not begun: cancel it with cancelAbsence.`);
    }
    return [{ type: 'AbsenceEnded', data: { absenceId } }];
  };
