import { derivedId, type BreachCause, type CaseFact, type Given } from '@baton/contracts';
import type { CaseState, KnownPromise } from './case.state.js';
import { reachedNobody } from './guards.js';

/** P7: a promise is broken, and the supervisor of the department that owes it sees to it that it is made good. */
export const breachOf = (
  { promiseId, due, department }: KnownPromise,
  cause: BreachCause,
  given: Given,
): CaseFact[] => [
  { type: 'PromiseBroken', data: { promiseId, due, cause } },
  {
    type: 'EscalationRaised',
    data: {
      escalationId: derivedId(given.commandId, `breach of ${promiseId}`),
      department,
      cause: 'PROMISE_BROKEN',
      promiseId,
    },
  },
];

/** The broken promises that are still to be made good, the oldest breach first: nobody has spoken to the customer since. */
export function toMakeGood(state: CaseState): KnownPromise[] {
  const spoken = state.contacts.valueSeq().filter((contact) => !reachedNobody(contact));
  const heard = ({ due, lapsed, settledRevision = 0 }: KnownPromise): boolean =>
    spoken.some(({ revision, endedAt, at }) => revision > settledRevision && (!lapsed || (endedAt ?? at) >= due));
  return state.promises
    .valueSeq()
    .filter((promise) => promise.status === 'BROKEN' && !heard(promise))
    .sortBy(({ settledRevision = 0 }) => settledRevision)
    .toArray();
}
