import type { CapacitySet } from '@baton/contracts';
import type { AgentAtWork } from '../../department-directory.js';

/** To whom something is offered. */
export interface Offering {
  readonly to: string;
  readonly toAgent?: string | undefined;
  readonly skill?: string | undefined;
}

/** How many open cases agents hold; undefined where nobody said how many one is meant to. */
export type HeldBy = ReadonlyMap<string, number> | undefined;

export const nameOf = ({ agent }: AgentAtWork): string => agent;

/** Who could take an offer, were there time: the agent it is meant for, or all; of these who have the skill it needs. */
export const couldTake = ({ toAgent, skill }: Offering, agents: readonly AgentAtWork[]): AgentAtWork[] =>
  agents.filter(
    ({ agent, skills }) =>
      (toAgent === undefined || agent === toAgent) && (skill === undefined || skills.includes(skill)),
  );

/** Whether an agent takes work and holds fewer cases than one is meant to. */
export const hasRoom = (
  { agent, takesWork }: AgentAtWork,
  { perAgent = Infinity }: CapacitySet,
  held: HeldBy,
): boolean => takesWork && (held?.get(agent) ?? 0) < perAgent;

/**
 * What those of some agents who take work can work on together, and how much of that is taken: as much as can be where each
 * holds as many cases as one is meant to. Undefined where nobody said that, and where none of them takes work.
 */
export function roomOf(
  agents: readonly AgentAtWork[],
  { perAgent }: CapacitySet,
  held: HeldBy,
): { readonly limit: number; readonly cases: number } | undefined {
  const working = agents.filter(({ takesWork }) => takesWork);
  if (perAgent === undefined || working.length === 0) return undefined;
  const cases = working.reduce((sum, { agent }) => sum + Math.min(held?.get(agent) ?? 0, perAgent), 0);
  return { limit: working.length * perAgent, cases };
}
