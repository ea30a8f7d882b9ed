import type { StandIn } from '@baton/contracts';
import type { Absence, Agent, AgentState } from './agent.state.js';

/** A stretch of time: `from` belongs to it, `until` does not. UTC ISO 8601. */
export interface TimeSpan {
  readonly from: string;
  readonly until: string;
}

/** What is known of the agents that a question about stand-ins leads to, by their ids; undefined for one nobody registered. */
export type KnownAgents = ReadonlyMap<string, AgentState>;

/** So many stand-ins of stand-ins are followed; whoever needs more has nobody. */
export const LONGEST_CHAIN = 20;

/** Why somebody named cannot stand in, in words; a cycle is told apart, as it has a code of its own. */
export interface StandInTrouble {
  readonly cycle: boolean;
  readonly why: string;
}

/** Who stands in for a case: whoever is named for it, else whoever is named for all. */
export const namedFor = (standIns: readonly StandIn[], caseId: string | undefined): string | undefined =>
  (standIns.find((one) => caseId !== undefined && one.caseId === caseId) ?? standIns.find(isForAll))?.agent;

const isForAll = ({ caseId }: StandIn): boolean => caseId === undefined;

/** The absence in the time of which an instant lies. */
export const absenceAt = ({ absences }: Agent, at: string): Absence | undefined =>
  absences.find(({ from, until }) => from <= at && at < until);

/** The absences that share some time with a stretch of it. */
export const absencesIn = ({ absences }: Agent, { from, until }: TimeSpan): readonly Absence[] =>
  absences.filter((absence) => absence.from < until && from < absence.until);

/**
 * H11: what keeps somebody from standing in for a colleague during a time; undefined where nothing does. He must work
 * in the same department, not be leaving, and where he is away himself in that time he needs a stand-in of his own,
 * who is not one of those he stands in for.
 * @param before for whom he would stand in: the agent himself and the stand-ins between, in order
 */
export function standInTrouble(
  candidate: string,
  department: string,
  caseId: string | undefined,
  span: TimeSpan,
  known: KnownAgents,
  before: readonly string[],
): StandInTrouble | undefined {
  const chain = [...before, candidate].join(' → ');
  if (before.includes(candidate)) return { cycle: true, why: `${chain}: nobody of them is there` };
  if (before.length > LONGEST_CHAIN)
    return { cycle: true, why: `${before[0]} has more than ${LONGEST_CHAIN} in a row` };
  if (!known.has(candidate)) return { cycle: true, why: `${before[0]} has too many stand-ins of stand-ins` };
  const agent = known.get(candidate);
  if (!agent) return { cycle: false, why: `there is no agent ${candidate}` };
  if (agent.standing !== 'ACTIVE') return { cycle: false, why: `${candidate} is leaving` };
  if (agent.department !== department) {
    return { cycle: false, why: `${candidate} works in ${agent.department}, not in ${department}` };
  }
  for (const absence of absencesIn(agent, span)) {
    const next = namedFor(absence.standIns, caseId);
    if (next === undefined) {
      const time = `from ${absence.from} until ${absence.until}`;
      return { cycle: false, why: `${candidate} is away ${time}, and names nobody for it` };
    }
    const trouble = standInTrouble(next, department, caseId, both(absence, span), known, [...before, candidate]);
    if (trouble) return trouble;
  }
  return undefined;
}

/** Who takes the work of an absent agent at an instant: the first in the chain of stand-ins who is there. */
export function standInAt(
  agent: Agent,
  absence: Absence,
  caseId: string | undefined,
  at: string,
  known: KnownAgents,
): string | undefined {
  const passed = new Set([agent.agent]);
  let next = namedFor(absence.standIns, caseId);
  while (next !== undefined && !passed.has(next) && passed.size <= LONGEST_CHAIN) {
    passed.add(next);
    const candidate = known.get(next);
    if (!candidate || candidate.standing !== 'ACTIVE' || candidate.department !== agent.department) return undefined;
    const away = absenceAt(candidate, at);
    if (!away) return next;
    next = namedFor(away.standIns, caseId);
  }
  return undefined;
}

const both = (one: TimeSpan, other: TimeSpan): TimeSpan => ({
  from: one.from > other.from ? one.from : other.from,
  until: one.until < other.until ? one.until : other.until,
});
