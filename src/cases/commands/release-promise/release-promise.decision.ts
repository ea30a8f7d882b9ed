import { Described, Id, Text } from '@baton/fields';
import type { CaseFact } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { isLapsed, onRecord, openOrLapsed, promiseOf, spokenOfIn, stillOpen } from '../../guards.js';

@Described('The beneficiary no longer wants what was promised, and said so in a contact (P5).')
export class ReleasePromise {
  @Id('The case') caseId: string;
  @Id('The promise') promiseId: string;
  @Id('The contact in which the beneficiary said so') contactId: string;
  @Text('Why', { optional: true, max: 500 }) reason?: string;
}

/**
 * P5: only the beneficiary releases; the contact shows that he did. Any department may hear it. P7: what he says after
 * due mends no breach; what he said before mends one that time has written meanwhile.
 */
export const releasePromise =
  ({ caseId: _caseId, ...released }: ReleasePromise): Decide<CaseState, CaseFact> =>
  (state) => {
    onRecord(state);
    const promise = promiseOf(state, released.promiseId);
    if (promise.releasedIn !== undefined) return [];
    openOrLapsed(promise);
    const contact = spokenOfIn(state, promise, released.contactId, 'P5');
    const { promiseId, due } = promise;
    const inTime = (contact.endedAt ?? '') <= due;
    if (!inTime) stillOpen(promise);
    const mending = isLapsed(promise) ? { mendsBreach: true } : {};
    const fact: CaseFact = { type: 'PromiseReleased', data: { ...released, ...mending } };
    if (inTime) return [fact];
    return [fact, { type: 'PromiseBroken', data: { promiseId, due, cause: 'OVERDUE' } }];
  };
