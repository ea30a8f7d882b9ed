import { Described, Flag, Id, Text } from '@baton/fields';
import { refuse, type BreachCause, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { breachOf } from '../../breach.js';
import type { CaseState } from '../../case.state.js';
import { onRecord, promiseOf, stillOpen, worksFor } from '../../guards.js';
import { answering, type SurvivorFacts } from '../../owed-promises.js';

@Described('Withdraws a promise. That is a breach, unless the promise had a condition and it has become false (P5).')
export class CancelPromise {
  @Id('The case') caseId: string;
  @Id('The promise') promiseId: string;
  @Text('Why', { max: 500 }) reason: string;
  @Flag('The condition of the promise has become false', { optional: true }) conditionFalse?: boolean;
}

/**
 * P5: whoever cancels breaks the promise, in the same breath, unless its condition has become false. P7: once due has
 * passed it is broken by that, and nothing said later mends it. H1: whoever owes it withdraws it, see `owing`.
 */
export const cancelPromise =
  (
    { promiseId, reason, conditionFalse = false }: CancelPromise,
    given: Given,
    { survivor }: SurvivorFacts = {},
  ): Decide<CaseState, CaseFact> =>
  (state) => {
    onRecord(state);
    const promise = promiseOf(state, promiseId);
    worksFor(given, answering(state, promise, survivor), 'cancel what it promised');
    if (promise.status === 'CANCELLED' || promise.status === 'BROKEN') return [];
    stillOpen(promise);
    if (conditionFalse && promise.condition === undefined) {
      refuse(
        'PROMISE_VAGUE',
        'The promise has no condition that could have become false. Leave conditionFalse out: it will count as a breach.',
        {
          rule: 'P5',
          missing: ['conditionFalse'],
        },
      );
    }
    const cancelled: CaseFact = { type: 'PromiseCancelled', data: { promiseId, reason, conditionFalse } };
    const overdue = given.now > promise.due;
    if (conditionFalse && !overdue) return [cancelled];
    const cause: BreachCause = overdue ? 'OVERDUE' : 'CANCELLED';
    return [cancelled, ...breachOf(state, promise, cause, given, survivor)];
  };
