import { refuse, type StandIn } from '@baton/contracts';
import type { Absence, Agent } from './agent.state.js';
import { standInTrouble, type KnownAgents, type TimeSpan } from './stand-ins.js';

/** What a decision about stand-ins must know of other agents, each from his own stream. */
export interface StandInFacts {
  /** Those named, and who stands in for them where they are away themselves. */
  readonly known: KnownAgents;
  /** The cases named for which there is none. */
  readonly unknownCases?: readonly string[] | undefined;
}

/** The absence with that id; refuses one that the agent does not have, or no longer. */
export const absenceOf = (agent: Agent, absenceId: string): Absence =>
  agent.absences.find((absence) => absence.absenceId === absenceId) ??
  refuse(
    'ABSENCE_UNKNOWN',
    `${agent.agent} has no absence ${absenceId}, or it has ended or was cancelled: agent(id) lists those ahead.`,
    { missing: ['absenceId'] },
  );

/** H11: refuses stand-ins who cannot stand in during that time, and those who stand in for one another. */
export function canStandIn(agent: Agent, standIns: readonly StandIn[], span: TimeSpan, facts: StandInFacts): void {
  const { known, unknownCases: [unknown] = [] } = facts;
  if (unknown !== undefined) {
    const message = `There is no case ${unknown}: correct the id, or leave caseId out where somebody stands in for all that is not named. absencePlan lists the agent's cases.`;
    refuse('CASE_UNKNOWN', message, { rule: 'H11', missing: ['standIns'] });
  }
  const matters = new Set<string | undefined>();
  for (const standIn of standIns) {
    if (matters.has(standIn.caseId)) {
      const matter = standIn.caseId === undefined ? 'all that is not named' : `the case ${standIn.caseId}`;
      refuse('STAND_IN_UNFIT', `Two stand in for ${matter}: name one.`, { rule: 'H11', missing: ['standIns'] });
    }
    matters.add(standIn.caseId);
    const trouble = standInTrouble(standIn.agent, agent.department, standIn.caseId, span, known, [agent.agent]);
    if (!trouble) continue;
    refuse(
      trouble.cycle ? 'STAND_IN_CYCLE' : 'STAND_IN_UNFIT',
      `${standIn.agent} cannot stand in for ${agent.agent}: ${trouble.why}. Name a colleague of ${agent.department} who is there.`,
      { rule: 'H11', missing: ['standIns'] },
    );
  }
}

/** Stand-ins in the one order in which they are compared and stored: by the case, then the one for all others. */
export const inStandInOrder = (standIns: readonly StandIn[]): StandIn[] =>
  standIns.toSorted((one, other) => ((one.caseId ?? '~') < (other.caseId ?? '~') ? -1 : 1));

/** Whether two ordered lists name the same. */
export const sameStandIns = (one: readonly StandIn[], other: readonly StandIn[]): boolean =>
  one.length === other.length &&
  one.every(({ agent, caseId }, index) => agent === other[index]?.agent && caseId === other[index].caseId);
