import { derivedId, type BreachCause, type CaseFact, type Contact, type Given } from '@baton/contracts';
import type { CaseState } from './case.state.js';
import type { KnownPromise } from './promise.state.js';
import { reachedNobody } from './guards.js';
import { owing, type Survivor } from './owed-promises.js';

/**
 * P7: a promise is broken, and the supervisor of the department that owes it sees to it that it is made good; in a duplicate
 * that is the one of whoever answers for the case in which work goes on (X3).
 */
export const breachOf = (
  state: CaseState,
  promise: KnownPromise,
  cause: BreachCause,
  given: Given,
  survivor: Survivor | undefined,
): CaseFact[] => [
  { type: 'PromiseBroken', data: { promiseId: promise.promiseId, due: promise.due, cause } },
  {
    type: 'EscalationRaised',
    data: {
      escalationId: derivedId(given.commandId, `breach of ${promise.promiseId}`),
      department: owing(state, promise, survivor),
      cause: 'PROMISE_BROKEN',
      promiseId: promise.promiseId,
    },
  },
];

/** Since when a promise is broken: since it was due, or since it was given up before. UTC ISO 8601. */
export const brokenSince = (cause: BreachCause, due: string, writtenAt: string): string =>
  cause === 'OVERDUE' ? due : writtenAt;

/**
 * Until when somebody was spoken to in a contact; undefined where it reached nobody.
 * @param at when the contact was, where its end is not known; UTC ISO 8601
 */
export const spokenTo = (
  contact: Pick<Contact, 'abandoned' | 'disposition' | 'endedAt'>,
  at: string,
): string | undefined => (reachedNobody(contact) ? undefined : (contact.endedAt ?? at));

/** The later of two instants at which somebody was spoken to, UTC ISO 8601. */
export const lastSpoken = (one: string | undefined, other: string | undefined): string | undefined =>
  one === undefined || (other !== undefined && other > one) ? other : one;

/**
 * Whether a contact makes a breach good: somebody was spoken to after it.
 * @param at when the contact was, where its end is not known
 * @param since since when the promise is broken; both UTC ISO 8601
 */
export const makesGood = (
  contact: Pick<Contact, 'abandoned' | 'disposition' | 'endedAt'>,
  at: string,
  since: string,
): boolean => (spokenTo(contact, at) ?? '') >= since;

/** A broken promise that is still to be made good. */
export interface ToMakeGood {
  readonly promise: KnownPromise;
  /** The duplicate in which it stands; absent where that is the case itself. */
  readonly duplicate?: string;
}

/**
 * The broken promises of a case and of its duplicates that are still to be made good, the oldest breach first. What is said
 * in the case in which work goes on makes those of its duplicates good, too (X3).
 */
export function toMakeGood(state: CaseState, duplicates: readonly CaseState[] = []): ToMakeGood[] {
  const { spokenAt = '' } = state;
  const found = [state, ...duplicates].flatMap((one) =>
    [...one.breaches].flatMap(([promiseId, since]) => {
      const promise = one.promises.get(promiseId);
      if (!promise || (one !== state && spokenAt >= since)) return [];
      return [{ promise, since, ...(one === state ? {} : { duplicate: one.caseId }) }];
    }),
  );
  return found.sort(({ since: one }, { since: other }) => (one < other ? -1 : 1));
}
