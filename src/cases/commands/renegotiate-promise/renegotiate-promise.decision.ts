import { Described, Id, Instant, Text } from '@baton/fields';
import { refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { heldAgainst, type PromiseHours } from '../../promise-hours.js';
import { remindedAt } from '../../promise-reminders.js';
import { isLapsed, isOpen, promiseOf, spokenOfIn, stillOpen, worksFor } from '../../guards.js';
import { owing, type SurvivorFacts } from '../../owed-promises.js';

@Described(
  'Agrees on a new time with the customer, before the promise is due and in a contact in which he was told (P4).',
)
export class RenegotiatePromise {
  @Id('The case') caseId: string;
  @Id('The promise') promiseId: string;
  @Instant('From when; as before when absent', { optional: true }) from?: string;
  @Instant('By when at the latest') due: string;
  @Id('The contact in which the customer was told') contactId: string;
  @Text('Why', { max: 500 }) reason: string;
}

/**
 * P4: only before due; after it there is a breach, and no new time can undo it. The first due time stays for the figures. H1:
 * whoever owes it agrees on it, see `owing`.
 */
export const renegotiatePromise =
  (
    { promiseId, due, contactId, reason, ...window }: RenegotiatePromise,
    given: Given,
    facts: PromiseHours & SurvivorFacts,
  ): Decide<CaseState, CaseFact> =>
  (state) => {
    if (state.status !== 'MERGED') isOpen(state);
    const promise = promiseOf(state, promiseId);
    if (!isLapsed(promise)) stillOpen(promise);
    const department = owing(state, promise, facts.survivor);
    worksFor(given, department, 'renegotiate what it promised');
    const from = window.from ?? (promise.from < due ? promise.from : given.now);
    if (!isLapsed(promise) && promise.due === due && promise.from === from) return [];
    if (isLapsed(promise) || given.now >= promise.due) {
      refuse(
        'PROMISE_OVERDUE',
        `The promise was due ${promise.due}: now it is a breach, and no new time mends that. Promise anew.`,
        { rule: 'P4', alternatives: ['Promise anew with makePromise, in a contact with the customer'] },
      );
    }
    if (due <= given.now || due <= from) {
      refuse('PROMISE_IN_PAST', `Due (${due}) must lie after now (${given.now}) and after the start of the window.`, {
        rule: 'P2',
        missing: ['due'],
      });
    }
    const calendar = heldAgainst({ ...promise, department, due }, facts, given.now);
    spokenOfIn(state, promise, contactId, 'P4');
    const reminders = remindedAt(facts.department, given.now, due);
    const data = { promiseId, from, due, firstDue: promise.firstDue, contactId, reason, ...reminders };
    return [{ type: 'PromiseRenegotiated', data: calendar === undefined ? data : { ...data, calendar } }];
  };
