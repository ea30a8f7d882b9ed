import type { Absence, Agent } from './agent.state.js';
import type { OpenCase } from './open-work.js';
import { namedFor, standInTrouble, type KnownAgents, type TimeSpan } from './stand-ins.js';

/** A case or a promise of an agent who will be away, and who sees to it then. */
export interface PlannedWork {
  readonly caseId: string;
  /** The promise; absent: the case itself. */
  readonly promiseId?: string;
  /** By when the promise is due. */
  readonly due?: string;
  /** Who was named for it, if anybody. */
  readonly standIn?: string;
  /** Why nobody sees to it; absent where somebody does. */
  readonly trouble?: string;
}

/**
 * H11: each open case of an agent, and each open promise due before the end of the time, with who stands in.
 * @param span the time in which somebody must see to it
 */
export function plannedWork(
  agent: Agent,
  absence: Pick<Absence, 'standIns'>,
  span: TimeSpan,
  work: readonly OpenCase[],
  known: KnownAgents,
): PlannedWork[] {
  return work.flatMap(({ caseId, held, promises }) => {
    const standIn = namedFor(absence.standIns, caseId);
    const whose =
      standIn === undefined ? { trouble: 'nobody is named for it' } : { standIn, ...unfit(standIn, caseId) };
    const due = promises.filter((promise) => promise.due < span.until);
    return [...(held ? [{ caseId, ...whose }] : []), ...due.map((promise) => ({ caseId, ...promise, ...whose }))];
  });

  function unfit(standIn: string, caseId: string): { trouble?: string } {
    const trouble = standInTrouble(standIn, agent.department, caseId, span, known, [agent.agent]);
    return trouble ? { trouble: trouble.why } : {};
  }
}
