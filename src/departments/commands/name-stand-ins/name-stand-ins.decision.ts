import { StandIn, type AgentFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Code, Described, Id, Nested } from '@baton/fields';
import { absenceOf, canStandIn, inStandInOrder, sameStandIns, type StandInFacts } from '../../absence.guards.js';
import type { AgentState } from '../../agent.state.js';
import { mustBeOrLead } from '../../lead.js';
import { agentUnknown } from '../../unknown.js';

@Described('Names who stands in during an absence, in place of those named before. What was passed on already stays.')
export class NameStandIns {
  @Code('The agent who will be away') agent: string;
  @Id('The absence') absenceId: string;
  @Nested(() => StandIn, 'Who stands in, colleagues of the same department', { list: 200 }) standIns: StandIn[];
}

/** H11: refused for an absence that is not there any more, and for stand-ins who cannot stand in. */
export const nameStandIns =
  (command: NameStandIns, { by }: Given, facts: StandInFacts): Decide<AgentState, AgentFact> =>
  (state) => {
    if (!state) return agentUnknown(command.agent);
    mustBeOrLead(by, state);
    const absence = absenceOf(state, command.absenceId);
    const standIns = inStandInOrder(command.standIns);
    if (sameStandIns(absence.standIns, standIns)) return [];
    canStandIn(state, standIns, absence, facts);
    return [{ type: 'StandInsNamed', data: { absenceId: absence.absenceId, from: absence.from, standIns } }];
  };
