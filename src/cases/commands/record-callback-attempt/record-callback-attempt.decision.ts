import { Described, Id, OneOf } from '@baton/fields';
import { AttemptOutcome, derivedId, refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { judged } from '../../callback-attempts.js';
import type { CaseState } from '../../case.state.js';
import { notBefore, onRecord, promiseOf, stillOpen, worksFor } from '../../guards.js';
import { owing, type SurvivorFacts } from '../../owed-promises.js';
import type { PromiseHours } from '../../promise-hours.js';

@Described('Records that a call back was tried and did not reach the customer: the promise is still open (P3).')
export class RecordCallbackAttempt {
  @Id('The case') caseId: string;
  @Id('The promise to call back') promiseId: string;
  @OneOf(AttemptOutcome, 'How it ended; whoever was reached is recorded with recordContact') outcome: AttemptOutcome;
}

/**
 * P3: a failed attempt is not kept. It says when to try again and, after the last, that the customer is to be written to; that
 * keeps the promise then, see `keepPromise`. H1: whoever owes it tries, see `owing`.
 */
export const recordCallbackAttempt =
  (
    { promiseId, outcome }: RecordCallbackAttempt,
    given: Given,
    facts: PromiseHours & SurvivorFacts,
  ): Decide<CaseState, CaseFact> =>
  (state) => {
    onRecord(state);
    const promise = promiseOf(state, promiseId);
    const attemptId = derivedId(given.commandId, 'attempt');
    if (state.seen.has(attemptId)) return [];
    const owes = owing(state, promise, facts.survivor);
    worksFor(given, owes, 'try what it promised', `Ask ${owes} to call, or add a note of your own call.`);
    if (!promise.callback) {
      refuse('PROMISE_IS_NO_CALLBACK', 'It was not promised to call back. Add a note of what was tried (addNote).', {
        rule: 'P3',
        missing: ['promiseId'],
      });
    }
    stillOpen(promise);
    if (outcome === 'REACHED') {
      refuse(
        'CALLBACK_REACHED',
        'The customer was reached: record the contact with recordContact, and name it in keepPromise.',
        { rule: 'P3', missing: ['outcome'] },
      );
    }
    notBefore(promise.at, 'its time was agreed on', given);
    const at = given.occurredAt ?? given.now;
    return [
      { type: 'CallbackAttempted', data: { attemptId, promiseId, outcome, ...judged(promise, outcome, at, facts) } },
    ];
  };
