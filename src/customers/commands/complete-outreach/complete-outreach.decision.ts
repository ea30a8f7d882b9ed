import { AttemptOutcome, refuse, type CustomerFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Described, Id, OneOf } from '@baton/fields';
import type { CustomerState } from '../../customer.state.js';
import { outreachOf, reservedHere } from '../../outreach.guards.js';
import { customerUnknown } from '../../unknown.js';

@Described('Says how a reserved outreach ended (C4): whoever wants to call next is told.')
export class CompleteOutreach {
  @Id('The customer') customerId: string;
  @Id('The outreach') outreachId: string;
  @OneOf(AttemptOutcome, 'How it ended') outcome: AttemptOutcome;
  @Id('The contact in which the customer was reached: record it first, with recordContact', { optional: true })
  contactId?: string;
}

/** Whether the contact that is named was recorded in the case; true where none is named. */
export interface CompleteOutreachFacts {
  readonly contactKnown: boolean;
}

/**
 * C4: says how it ended, also after the reservation expired, since a call may take its time. Whoever was reached was
 * reached in a contact.
 */
export const completeOutreach =
  (
    command: CompleteOutreach,
    given: Given,
    { contactKnown }: CompleteOutreachFacts,
  ): Decide<CustomerState, CustomerFact> =>
  (state) => {
    if (!state) return customerUnknown();
    const outreach = outreachOf(state, command.outreachId);
    reservedHere(outreach, given);
    const { ended, outreachId } = outreach;
    const { outcome, contactId } = command;
    if (ended?.how === 'COMPLETED' && ended.outcome === outcome && ended.contactId === contactId) return [];
    if (ended && ended.how !== 'EXPIRED') {
      const how = ended.outcome ?? 'it was given back';
      refuse('OUTREACH_ENDED', `It ended at ${ended.at}: ${how}. Reserve another one with reserveOutreach.`, {
        rule: 'C4',
      });
    }
    if (outcome === 'REACHED' && contactId === undefined) {
      refuse(
        'CONTACT_UNKNOWN',
        'Whoever was reached was reached in a contact: record it with recordContact, and name it.',
        {
          rule: 'C4',
          missing: ['contactId'],
        },
      );
    }
    if (!contactKnown) {
      refuse('CONTACT_UNKNOWN', `The case has no contact ${contactId}. Record it first with recordContact.`, {
        rule: 'C4',
        missing: ['contactId'],
      });
    }
    return [
      { type: 'OutreachCompleted', data: { outreachId, outcome, ...(contactId === undefined ? {} : { contactId }) } },
    ];
  };
