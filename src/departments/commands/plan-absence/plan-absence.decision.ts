import { derivedId, refuse, StandIn, type AgentFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Code, Described, Instant, Nested } from '@baton/fields';
import { canStandIn, inStandInOrder, sameStandIns, type StandInFacts } from '../../absence.guards.js';
import type { AgentState } from '../../agent.state.js';
import { mustBeOrLead } from '../../lead.js';
import { absencesIn } from '../../stand-ins.js';
import { agentUnknown, stillHere } from '../../unknown.js';

@Described(
  'Plans the absence of an agent. From its beginning on the agent takes nothing new; it begins once everything has a stand-in (H11).',
)
export class PlanAbsence {
  @Code('The agent') agent: string;
  @Instant('From when; earlier than now where the agent is away already') from: string;
  @Instant('Until when: then the stand-ins end as well') until: string;
  @Nested(() => StandIn, 'Who stands in, colleagues of the same department; others can be named later', {
    list: 200,
    optional: true,
  })
  standIns?: StandIn[];
}

/** So many absences of an agent are kept that have not ended. */
const MOST_ABSENCES = 50;

/**
 * H11: closes the agent's door from an instant on. Refused for a time that is over or ends before it begins, for one
 * that overlaps another absence, and for stand-ins who cannot stand in.
 */
export const planAbsence =
  (command: PlanAbsence, { by, now, commandId }: Given, facts: StandInFacts): Decide<AgentState, AgentFact> =>
  (state) => {
    if (!state) return agentUnknown(command.agent);
    mustBeOrLead(by, state);
    stillHere(state);
    const absenceId = derivedId(commandId, 'absence');
    const { from, until } = command;
    const standIns = inStandInOrder(command.standIns ?? []);
    if (state.absences.some((absence) => absence.absenceId === absenceId)) return [];
    if (until <= from || until <= now) {
      refuse('ABSENCE_INVALID', `The absence must end (${until}) after it begins (${from}) and after now (${now}).`, {
        missing: ['until'],
      });
    }
    const [other] = absencesIn(state, command);
    if (other && other.from === from && other.until === until && sameStandIns(other.standIns, standIns)) return [];
    if (other) {
      refuse(
        'ABSENCE_OVERLAPS',
        `${state.agent} is away from ${other.from} until ${other.until} already: cancel that absence, or end it.`,
        { missing: ['from', 'until'] },
      );
    }
    if (state.absences.length >= MOST_ABSENCES) {
      refuse(
        'ABSENCES_TOO_MANY',
        `${state.agent} has ${MOST_ABSENCES} absences that have not ended: end or cancel one.`,
      );
    }
    canStandIn(state, standIns, command, facts);
    return [{ type: 'AbsencePlanned', data: { absenceId, from, until, standIns } }];
  };
