import type { CaseKind } from '@baton/contracts';
import { namesSkill, wordsOf } from '@baton/text-words';
import type { AgentAtWork, DepartmentReadiness } from '../../department-directory.js';
import { isFull } from '../../offer-queue.js';
import { roomOf, type HeldBy } from '../department-load/agents-of-offers.js';
import type { SkillCounts } from '../department-load/case-loads.js';
import type { Likely } from './ranking.js';
import type { SuggestedDepartment } from './suggest-departments.result.js';

/** So many departments are suggested. */
export const SUGGESTED = 5;

/** A department that may be suggested, as it stands now. */
export interface Candidate extends Likely {
  readonly readiness: DepartmentReadiness;
  /** Open cases it answers for, and those on offer to it. */
  readonly accountable: number;
  readonly offered: number;
  /** What it has to do that needs a skill which is wanted, where a limit was said; none where none is wanted. */
  readonly skilled: readonly SkillLoad[];
  /** Whether more agents have what is wanted than are looked at, so that nobody knows whether one of them has room. */
  readonly tooMany: boolean;
}

/** What those in a department who have a skill can work on, and what is taken of it. */
export interface SkillLoad {
  readonly skill: string;
  /** Said of the skill (what was accepted for it counts), or of each who has it and takes work (what they hold counts). */
  readonly limitOf: 'SKILL' | 'AGENTS';
  readonly limit: number;
  readonly cases: number;
  readonly waiting: number;
}

/** What the suggestions are for. */
export interface Wanted {
  /** The department accountable. */
  readonly from: string;
  readonly product?: string | undefined;
  readonly kind?: CaseKind | undefined;
  readonly ask: string;
  /** The skill that is needed, where the caller names one. */
  readonly skill?: string | undefined;
}

/** A skill that the ask or the caller names speaks for a department as much as having taken twice as many cases would. */
const SKILLED = 2;
/** So many skills are named. */
const MOST_SKILLS = 100;
/** A department that is closed, or full, comes behind one half as likely that is neither. */
const UNREADY = 0.5;

/** A suggestion before it is sealed. */
export type Suggestion = Omit<SuggestedDepartment, 'seal'>;

/**
 * The suggestions, the first first; each says the counts it rests on. Where none of them can do what is wanted, the last place
 * goes to the first department that can.
 */
export function suggestionsOf(wanted: Wanted, candidates: readonly Candidate[]): Suggestion[] {
  const all = candidates
    .map((candidate) => suggestionOf(wanted, candidate))
    .sort((one, other) => other.weight - one.weight || (one.department < other.department ? -1 : 1));
  const first = all.slice(0, SUGGESTED);
  const able = all.find(({ skills }) => skills.length > 0);
  const chosen = able === undefined || first.includes(able) ? first : [...first.slice(0, -1), able];
  return chosen.map((suggestion, index) => ({
    ...suggestion,
    weight: Math.round(suggestion.weight * 100) / 100,
    rank: index + 1,
  }));
}

function suggestionOf(wanted: Wanted, candidate: Candidate): Suggestion {
  const { to, likelihood, ofAll, ofKind, ofProduct, readiness } = candidate;
  const skills = skillsWanted(wanted, readiness);
  const full = whyFull(candidate);
  const weight =
    likelihood *
    (skills.length > 0 ? SKILLED : 1) *
    (readiness.open ? 1 : UNREADY) *
    (full === undefined ? 1 : UNREADY);
  const { accepted, declined, suggested } = ofAll;
  const about = ofProduct?.accepted ?? 0;
  const alike = ofKind?.accepted ?? 0;
  const { from, product, kind } = wanted;
  const opensAt = readiness.opensAt;
  return {
    department: to,
    rank: 0,
    weight,
    accepted,
    acceptedOfProduct: about,
    acceptedOfKind: alike,
    declined,
    suggested,
    skills,
    open: readiness.open,
    ...(opensAt === undefined ? {} : { opensAt }),
    full: full !== undefined,
    reasons: [
      ...(accepted > 0
        ? [
            `${to} took ${times(accepted, 'transfer')} from ${from}${ofThem(about, product, 'about ')}${ofThem(alike, kind, 'of kind ')}.`,
          ]
        : []),
      ...(accepted + declined + suggested > 0 ? [] : [`${to} has taken nothing from ${from} yet.`]),
      ...(declined > 0 ? [`It declined ${times(declined, 'offer')} from ${accepted > 0 ? 'there' : from}.`] : []),
      ...(suggested > 0 ? [`${times(suggested, 'decline')} of others said that it should have the case.`] : []),
      ...(skills.length > 0 ? [`It can do what is wanted: ${skills.join(', ')}.`] : []),
      ...(readiness.open ? [] : [`It is closed${opensAt === undefined ? '' : ` until ${opensAt}`}.`]),
      ...(full === undefined ? (candidate.tooMany ? [ROOM_UNKNOWN] : []) : [full]),
    ],
  };
}

const ROOM_UNKNOWN =
  'Too many agents have what is wanted for a look at what each holds: whether they have room is not known.';

const times = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const ofThem = (count: number, what: string | undefined, how: string): string =>
  what === undefined || count === 0 ? '' : `, ${count} of them ${how}${what}`;

/** The skills of a department that are wanted: the one the caller names, and those whose words all stand in the ask. */
export function skillsWanted(
  { ask, skill: wanted }: Pick<Wanted, 'ask' | 'skill'>,
  { skills }: DepartmentReadiness,
): string[] {
  const words = new Set(wordsOf(ask));
  return skills.filter((skill) => skill === wanted || namesSkill(words, skill)).slice(0, MOST_SKILLS);
}

/** What those in a department have to do who have a skill, by the limits that were said: of the skill, and of each of them. */
export function skillLoads(
  skill: string,
  { capacity }: DepartmentReadiness,
  { cases, offered: waiting }: SkillCounts,
  agents: readonly AgentAtWork[],
  held: HeldBy,
): SkillLoad[] {
  const limit = capacity.perSkill.find((one) => one.skill === skill)?.cases;
  const able = agents.filter(({ skills }) => skills.includes(skill));
  const room = roomOf(able, capacity, held);
  return [
    ...(limit === undefined ? [] : [{ skill, limitOf: 'SKILL' as const, limit, cases, waiting }]),
    ...(room === undefined ? [] : [{ skill, limitOf: 'AGENTS' as const, ...room, waiting }]),
  ];
}

/** The sentence that says why a department has all the work it can do, at least of what is wanted; undefined where it has not. */
function whyFull({ readiness, accountable, offered, skilled }: Candidate): string | undefined {
  const limit = readiness.capacity.cases;
  if (limit !== undefined && accountable + offered >= limit) {
    return `It has ${times(accountable, 'open case')} and ${offered} on offer, and can work on ${limit}.`;
  }
  const full = skilled.find(isFull);
  if (!full) return undefined;
  const { skill, cases, waiting } = full;
  return full.limitOf === 'SKILL'
    ? `For ${skill} it has ${times(cases, 'open case')} and ${waiting} on offer, and can work on ${full.limit}.`
    : `Those who have ${skill} hold ${times(cases, 'case')}, ${waiting} on offer for it, and can work on ${full.limit}.`;
}
