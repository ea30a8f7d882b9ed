import { refuse, type AgentFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Code, Described, Id } from '@baton/fields';
import type { PlannedWork } from '../../absence-plan.js';
import type { AgentState } from '../../agent.state.js';
import { agentUnknown } from '../../unknown.js';

@Described(
  'Begins a planned absence when its time has come, or tells the supervisor what keeps it from beginning (H11).',
)
export class BeginAbsence {
  @Code('The agent') agent: string;
  @Id('The absence') absenceId: string;
}

/** What the agent has in his hands. */
export interface BeginAbsenceFacts {
  /** The open cases and promises that nobody would see to. */
  readonly uncovered: readonly PlannedWork[];
}

/**
 * H11: the absence begins, or is held up where a case or a promise has no stand-in. Nothing where it has begun, is over or
 * was cancelled, or the agent has left. Refused before its time.
 */
export const beginAbsence =
  (
    { agent, absenceId }: BeginAbsence,
    { now }: Given,
    { uncovered }: BeginAbsenceFacts,
  ): Decide<AgentState, AgentFact> =>
  (state) => {
    if (!state) return agentUnknown(agent);
    const absence = state.absences.find((one) => one.absenceId === absenceId);
    if (!absence || absence.started || state.standing === 'GONE' || now >= absence.until) return [];
    if (now < absence.from) refuse('ABSENCE_NOT_DUE', `The absence begins ${absence.from}, and it is ${now}.`);
    return uncovered.length === 0
      ? [{ type: 'AbsenceStarted', data: { absenceId } }]
      : [{ type: 'AbsenceDelayed', data: { absenceId, uncovered: uncovered.length } }];
  };
