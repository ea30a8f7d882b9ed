import { mergedInto, openPromises, type CaseState } from './case.state.js';
import type { KnownPromise } from './promise.state.js';
import { isLapsed } from './guards.js';

/** The case in which work on a matter goes on: which one, the department that answers for it, and who has it. */
export type Survivor = Pick<CaseState, 'caseId' | 'accountable'> & Partial<Pick<CaseState, 'holder'>>;

/** What a decision on a promise needs of other cases. */
export interface SurvivorFacts {
  /** The case into which this one was merged, as it stands now; absent where it was not merged. */
  readonly survivor?: Survivor | undefined;
}

/** What a decision on passing a case on needs of other cases. */
export interface DuplicatesFacts {
  /** The cases that were merged into this one, as they stand now. */
  readonly duplicates?: readonly CaseState[];
}

/**
 * The department that owes a promise. H1, X3: what a duplicate has still to settle is owed by whoever answers for the case
 * in which work goes on. That is so by pointer: nothing is written of it, so it follows every transfer of that case from the
 * moment of its acceptance, and ends with the merge.
 * @param state of the case in which the promise stands
 */
export const owing = (state: CaseState, promise: KnownPromise, survivor: Survivor | undefined): string =>
  survivor !== undefined && mergedInto(state) === survivor.caseId && (promise.status === 'OPEN' || isLapsed(promise))
    ? survivor.accountable
    : promise.department;

/**
 * The departments that may settle a promise, or ask that again once it is settled: whoever owes it, see `owing`. What was settled
 * keeps the department that its own stream names; in a duplicate it may have been settled by whoever answers for the survivor.
 */
export const answering = (state: CaseState, promise: KnownPromise, survivor: Survivor | undefined): string[] =>
  survivor === undefined || mergedInto(state) !== survivor.caseId || promise.status === 'OPEN'
    ? [owing(state, promise, survivor)]
    : [owing(state, promise, survivor), survivor.accountable];

/** A case with its promises owed by the departments that owe them where it was merged into another: see `owing`. */
export function owedThrough(state: CaseState, survivor: Survivor | undefined): CaseState {
  if (survivor === undefined || mergedInto(state) !== survivor.caseId) return state;
  const promises = state.promises.map((promise) => ({ ...promise, department: owing(state, promise, survivor) }));
  return { ...state, promises };
}

/** An open promise of a case, or of one that was merged into it. */
export interface PromiseOfMatter {
  readonly promise: KnownPromise;
  /** The duplicate in which it stands; absent where that is the case itself. */
  readonly duplicate?: string;
  /** The revision, in the trail of the case itself, on which it rests: what a duplicate promised rests on the merge. */
  readonly revision: number;
}

/** The revision, in the trail of a case, on which rests what a duplicate of it knows: that of the merge. */
export const mergedAt = ({ merges }: CaseState, duplicate: string): number =>
  merges.find(({ other }) => other === duplicate)?.revision ?? 0;

/** The open promises of a case and of the cases merged into it, the next due first (X3). */
export function promisesOfMatter(state: CaseState, duplicates: readonly CaseState[]): PromiseOfMatter[] {
  const own = openPromises(state).map((promise) => ({ promise, revision: promise.revision }));
  if (duplicates.length === 0) return own;
  const theirs = duplicates.flatMap((duplicate) => {
    const revision = mergedAt(state, duplicate.caseId);
    return openPromises(duplicate).map((promise) => ({ promise, duplicate: duplicate.caseId, revision }));
  });
  return [...own, ...theirs].sort(({ promise: { due: one } }, { promise: { due: other } }) =>
    one < other ? -1 : one > other ? 1 : 0,
  );
}
