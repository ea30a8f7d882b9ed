import { Count, Described, Id, Text } from '@baton/fields';
import { derivedId, refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { contactOf, exists, reachedNobody } from '../../guards.js';

@Described('Records how good the customer found a contact of the case.')
export class RateCase {
  @Id('The case') caseId: string;
  @Id('The contact that was rated') contactId: string;
  @Count('1 bad to 5 good', { min: 1, max: 5 }) score: number;
  @Text("In the customer's own words", { optional: true, personal: true, max: 2000 }) comment?: string;
}

/** A customer rates a contact once, and one in which somebody was spoken to; also after the case was closed. */
export const rateCase =
  ({ caseId: _caseId, ...rating }: RateCase, given: Given): Decide<CaseState, CaseFact> =>
  (state) => {
    exists(state);
    const contact = contactOf(state, rating.contactId);
    if (reachedNobody(contact)) {
      refuse('CONTACT_UNKNOWN', 'The contact reached nobody who could rate it: name one in which they spoke to us.', {
        missing: ['contactId'],
      });
    }
    const before = state.ratings.find(({ contactId }) => contactId === rating.contactId);
    if (before) {
      if (before.score === rating.score && before.comment === rating.comment) return [];
      refuse('CONTACT_RATED_ALREADY', `The contact was rated ${before.score} of 5 on ${before.at}. It is rated once.`, {
        alternatives: ['Record what the customer says now with recordContact'],
      });
    }
    return [{ type: 'CaseRated', data: { ratingId: derivedId(given.commandId, 'rating'), ...rating } }];
  };
