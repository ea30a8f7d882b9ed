import type { CaseKind } from '@baton/contracts';
import type { DepartmentReadiness } from '../../department-directory.js';
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

/** The suggestions, the first first; each says the counts it rests on. */
export function suggestionsOf(wanted: Wanted, candidates: readonly Candidate[]): Suggestion[] {
  return candidates
    .map((candidate) => suggestionOf(wanted, candidate))
    .sort((one, other) => other.weight - one.weight || (one.department < other.department ? -1 : 1))
    .slice(0, SUGGESTED)
    .map((suggestion, index) => ({
      ...suggestion,
      weight: Math.round(suggestion.weight * 100) / 100,
      rank: index + 1,
    }));
}

function suggestionOf(wanted: Wanted, candidate: Candidate): Suggestion {
  const { to, likelihood, ofAll, ofKind, ofProduct, readiness, accountable, offered } = candidate;
  const skills = skillsWanted(wanted, readiness);
  const limit = readiness.capacity.cases;
  const full = limit !== undefined && accountable + offered >= limit;
  const weight = likelihood * (skills.length > 0 ? SKILLED : 1) * (readiness.open ? 1 : UNREADY) * (full ? UNREADY : 1);
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
    full,
    reasons: [
      ...(accepted > 0
        ? [
            `${to} took ${times(accepted, 'transfer')} from ${from}${ofThem(about, product, 'about ')}${ofThem(alike, kind, 'of kind ')}.`,
          ]
        : []),
      ...(declined > 0 ? [`It declined ${times(declined, 'offer')} from ${accepted > 0 ? 'there' : from}.`] : []),
      ...(suggested > 0 ? [`${times(suggested, 'decline')} of others said that it should have the case.`] : []),
      ...(skills.length > 0 ? [`It can do what is wanted: ${skills.join(', ')}.`] : []),
      ...(readiness.open ? [] : [`It is closed${opensAt === undefined ? '' : ` until ${opensAt}`}.`]),
      ...(full ? [`It has ${accountable} open cases and ${offered} on offer, and can work on ${limit}.`] : []),
    ],
  };
}

const times = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const ofThem = (count: number, what: string | undefined, how: string): string =>
  what === undefined || count === 0 ? '' : `, ${count} of them ${how}${what}`;

/** The skills of a department that are wanted: the one the caller names, and those whose words all stand in the ask. */
function skillsWanted({ ask, skill: wanted }: Wanted, { skills }: DepartmentReadiness): string[] {
  const words = new Set(wordsIn(ask));
  const named = skills.filter((skill) => skill === wanted || wordsIn(skill).every((word) => words.has(word)));
  return named.slice(0, MOST_SKILLS);
}

const wordsIn = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
