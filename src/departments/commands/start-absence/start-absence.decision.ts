import { refuse, type AgentFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Code, Described, Id } from '@baton/fields';
import { absenceOf } from '../../absence.guards.js';
import type { PlannedWork } from '../../absence-plan.js';
import type { AgentState } from '../../agent.state.js';
import { listedWork } from '../../listed-work.js';
import { mustBeOrLead } from '../../lead.js';
import { agentUnknown, stillHere } from '../../unknown.js';

@Described(
  'Begins a planned absence once each open case and promise has a stand-in: every case passes to its stand-in (H11).',
)
export class StartAbsence {
  @Code('The agent') agent: string;
  @Id('The absence') absenceId: string;
}

/** What the agent has in his hands. */
export interface StartAbsenceFacts {
  /** The open cases and promises that nobody would see to. */
  readonly uncovered: readonly PlannedWork[];
}

/** H11: refused before its time and after it, and while a case or a promise has no stand-in: the refusal lists them. */
export const startAbsence =
  ({ agent, absenceId }: StartAbsence, { by, now }: Given, facts: StartAbsenceFacts): Decide<AgentState, AgentFact> =>
  (state) => {
    if (!state) return agentUnknown(agent);
    mustBeOrLead(by, state);
    stillHere(state);
    const { from, until, started } = absenceOf(state, absenceId);
    if (started) return [];
    if (now < from || now >= until) {
      refuse('ABSENCE_NOT_DUE', `The absence lasts from ${from} until ${until}: it begins in that time.`);
    }
    const { uncovered } = facts;
    if (uncovered.length > 0) {
      const message = `${uncovered.length} case(s) and promise(s) of ${agent} have no stand-in: name some with nameStandIns.`;
      refuse('WORK_WITHOUT_STAND_IN', message, { rule: 'H11', missing: listedWork(uncovered) });
    }
    return [{ type: 'AbsenceStarted', data: { absenceId } }];
  };
