import { Described, Id, Instant, Text } from '@baton/fields';
import { refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { callsBack } from '../../callback-attempts.js';
import type { CaseState } from '../../case.state.js';
import type { KnownPromise } from '../../promise.state.js';
import { contactOf, isLapsed, onRecord, openOrLapsed, promiseOf, reachedNobody, worksFor } from '../../guards.js';
import { answering, type SurvivorFacts } from '../../owed-promises.js';

@Described('Says that a promise was kept, with the evidence: a contact of the case, or a delivery (P3).')
export class KeepPromise {
  @Id('The case') caseId: string;
  @Id('The promise') promiseId: string;
  @Id('The contact that shows it', { optional: true }) contactId?: string;
  @Text('The delivery or document that shows it', { optional: true, max: 500 }) delivery?: string;
  @Instant('When it was delivered; now when absent. A contact says it itself', { optional: true }) keptAt?: string;
}

/**
 * P3: kept needs evidence no later than due; none is a contact that reached nobody, the one in which it
 * was promised, a call of the customer for a call back, what was written instead of calling back before that was tried often enough, or what was before the promise. P7: recorded after time has broken
 * the promise, such evidence mends that, and the event says so. H1: whoever owes it says so, see `answering`.
 */
export const keepPromise =
  (command: KeepPromise, given: Given, { survivor }: SurvivorFacts = {}): Decide<CaseState, CaseFact> =>
  (state) => {
    onRecord(state);
    const promise = promiseOf(state, command.promiseId);
    worksFor(given, answering(state, promise, survivor), 'keep what it promised');
    if (promise.status === 'KEPT') return [];
    openOrLapsed(promise);
    const keptAt =
      command.contactId === undefined ? delivered(command, promise, given) : reached(state, promise, command.contactId);
    if (keptAt > given.now) {
      refuse('OCCURRED_IN_FUTURE', `It cannot have been kept later than now (${given.now}).`, {
        rule: 'C2',
        missing: ['keptAt'],
      });
    }
    if (keptAt > promise.due) {
      withoutEvidence(
        `The evidence is of ${keptAt}, the promise was due ${promise.due}: kept too late it is a breach.`,
        [
          'Record the contact or add a note, so that the trail shows what was done and when',
          'Promise anew (makePromise) in a contact with the customer: this one counts as broken',
        ],
      );
    }
    const { promiseId, contactId, delivery } = command;
    return [
      {
        type: 'PromiseKept',
        data: {
          promiseId,
          ...(contactId ? { contactId } : {}),
          ...(delivery ? { delivery } : {}),
          keptAt,
          ...(isLapsed(promise) ? { mendsBreach: true } : {}),
        },
      },
    ];
  };

function withoutEvidence(message: string, alternatives: readonly string[] = []): never {
  const missing = ['contactId', 'delivery'];
  return refuse('PROMISE_WITHOUT_EVIDENCE', message, { rule: 'P3', missing, alternatives });
}

function delivered({ delivery, keptAt }: KeepPromise, promise: KnownPromise, given: Given): string {
  if (promise.callback)
    withoutEvidence('A call back is shown by the contact in which the customer was spoken with: name it (contactId).');
  if (delivery === undefined)
    withoutEvidence('Name the contact (contactId) or the delivery that shows that it was kept.');
  const at = keptAt ?? given.now;
  if (at < promise.madeAt) {
    withoutEvidence(
      `The delivery (${at}) was before the promise (${promise.madeAt}): it shows nothing. Correct keptAt.`,
    );
  }
  return at;
}

function reached(state: CaseState, promise: KnownPromise, contactId: string): string {
  const contact = contactOf(state, contactId);
  const at = contact.endedAt ?? contact.startedAt ?? '';
  if (contactId === promise.contactId || at < promise.madeAt) {
    withoutEvidence('The contact was before the promise, or is the one in which it was made: it shows nothing.');
  }
  if (reachedNobody(contact)) {
    withoutEvidence('The contact reached nobody: that is an attempt, and the promise is still open.');
  }
  if (promise.callback && !callsBack(promise, contact, at)) {
    withoutEvidence(
      'What is written is no call back, before it was tried often enough: call, and record what reaches nobody with recordCallbackAttempt.',
    );
  }
  if (promise.callback && contact.direction === 'INBOUND') {
    withoutEvidence(
      'The customer called himself: that is no call back. If he no longer wants one, use releasePromise with this contact.',
    );
  }
  return at;
}
