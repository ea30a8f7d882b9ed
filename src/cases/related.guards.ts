import { refuse, type CaseFact, type RefusalCode } from '@baton/contracts';
import { Refusal, type Decide } from '@baton/decider';
import type { CaseState, KnownLink } from './case.state.js';
import type { PromiseOfMatter } from './owed-promises.js';

/** A case has at most so many links, and at most so many duplicates: a decision reads all of their streams. */
export const RELATED_AT_MOST = 100;

/** A case that another one waits for. */
export interface BlockingCase {
  readonly caseId: string;
  /** Nothing is left to be done in it. */
  readonly settled: boolean;
  /** The department that answers for it. */
  readonly accountable: string;
}

/** A case that waits for another one. */
export type WaitingCase = Pick<BlockingCase, 'caseId' | 'accountable'>;

/** What else must be settled before a case can be resolved, in the streams of other cases. */
export interface RelatedWork {
  /** The cases that block it or one of its duplicates. */
  readonly blocking: readonly BlockingCase[];
  /** How many more there are that nobody looked at. */
  readonly unread: number;
  /** The duplicates that were looked at. */
  readonly duplicates: readonly string[];
  /** The open promises of its duplicates, the next due first. */
  readonly promises: readonly PromiseOfMatter[];
}

/** Whether a case would wait for itself; `TOO_LONG` where nobody looks any further. */
export type Circle = 'NONE' | 'CLOSED' | 'TOO_LONG';

/** The links to the cases that must be settled first. */
export const blockingLinks = ({ links }: CaseState): KnownLink[] =>
  links
    .valueSeq()
    .filter(({ kind }) => kind === 'PARENT')
    .toArray();

/** The links to the cases that wait for this one. */
export const waitingLinks = ({ links }: CaseState): KnownLink[] =>
  links
    .valueSeq()
    .filter(({ kind }) => kind === 'CHILD')
    .toArray();

/** The cases that were merged into this one. */
export const duplicatesOf = ({ merges }: CaseState): string[] =>
  merges
    .valueSeq()
    .filter(({ role }) => role === 'SURVIVOR')
    .map(({ other }) => other)
    .toArray();

/** Refuses what would be more than anybody reads at once. */
export const refuseTooMany = (why: string): never =>
  refuse(
    'RELATED_TOO_MANY',
    `At most ${RELATED_AT_MOST} cases are looked at: ${why}. Take back what no longer helps.`,
    {
      rule: 'X3',
    },
  );

/** Refuses to make one matter of cases that would then wait for themselves. */
export function refuseMergedCircle(circle: Circle): void {
  if (circle === 'TOO_LONG')
    refuseTooMany(
      'more than that, or more with their duplicates than anybody reads at once, wait for one another here',
    );
  if (circle === 'NONE') return;
  const message =
    'Merged, the two would wait for themselves, by way of the cases they are linked with. Take back the link that no longer holds with unlinkCases, or link the two as RELATED.';
  refuse('LINKS_CIRCULAR', message, { rule: 'X3' });
}

/** Refuses cases that would wait for one another in a circle. */
export function refuseCircle(circle: Circle): void {
  if (circle === 'TOO_LONG')
    refuseTooMany(
      'more than that, or more with their duplicates than anybody reads at once, wait for one another here',
    );
  if (circle === 'NONE') return;
  refuse('LINKS_CIRCULAR', 'The cases would wait for one another in a circle. Link them as RELATED.', { rule: 'X3' });
}

/**
 * Lets one of two cases refuse in its own name.
 * @param field in which the command names the case: of two cases the caller must know which one is meant
 */
export const inItsName =
  (caseId: string, field: string, decide: Decide<CaseState, CaseFact>): Decide<CaseState, CaseFact> =>
  (state) => {
    try {
      return decide(state);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const details = { ...error.details, missing: error.details.missing ?? [field] };
      return refuse(error.code as RefusalCode, `Case ${caseId} (${field}): ${error.message}`, details);
    }
  };
