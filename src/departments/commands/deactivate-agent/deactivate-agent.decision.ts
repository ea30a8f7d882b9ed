import { refuse, type AgentFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Code, Described } from '@baton/fields';
import type { PlannedWork } from '../../absence-plan.js';
import type { Absence, AgentState } from '../../agent.state.js';
import { DOOR_CLOSES_MS } from '../../door.js';
import { leavesNoWorkBehind, type LeavingFacts } from '../../last-of-department.guards.js';
import { listedWork } from '../../listed-work.js';
import { mustLead } from '../../lead.js';
import { agentUnknown } from '../../unknown.js';

@Described(
  'Says that an agent has left. Only once nothing is in his hands any more: no case and no promise (H11), and none that he leads (H10).',
)
export class DeactivateAgent {
  @Code('The agent') agent: string;
}

/** What the agent has in his hands, and the cases that he leads; and what his department has, where he is the last of it. */
export interface DeactivateAgentFacts extends LeavingFacts {
  readonly left: readonly PlannedWork[];
}

/** Whoever has left is not away any longer. */
const over = ({ absenceId, started }: Absence): AgentFact =>
  started
    ? { type: 'AbsenceEnded', data: { absenceId } }
    : { type: 'AbsenceCancelled', data: { absenceId, reason: 'The agent has left' } };

/**
 * H11: refused before the leaving was announced, within a minute of that, and while he has work: the refusal lists it. H1:
 * refused to the last who stays in a department that still has work, which nobody would do.
 */
export const deactivateAgent =
  ({ agent }: DeactivateAgent, { by, now }: Given, facts: DeactivateAgentFacts): Decide<AgentState, AgentFact> =>
  (state) => {
    const { left } = facts;
    if (!state) return agentUnknown(agent);
    mustLead(by, state.department);
    if (state.standing === 'GONE') return [];
    if (state.standing !== 'LEAVING' || state.leavingSince === undefined) {
      refuse(
        'AGENT_NOT_LEAVING',
        `Announce first that ${agent} leaves, with announceLeaving: so he takes nothing new.`,
      );
    }
    const earliest = new Date(Date.parse(state.leavingSince) + DOOR_CLOSES_MS).toISOString();
    if (now < earliest) {
      refuse('AGENT_NOT_LEAVING', `It was announced less than a minute ago: ask again from ${earliest} on.`);
    }
    if (left.length > 0) {
      const message = `${agent} still has ${left.length} case(s) and promise(s): offer them to colleagues, release them, or name another lead.`;
      refuse('OPEN_WORK', message, { rule: 'H11', missing: listedWork(left) });
    }
    leavesNoWorkBehind(state, facts);
    return [...state.absences.map(over), { type: 'AgentDeactivated', data: {} }];
  };
