import { Described, Id, Nested, saysTheSame } from '@baton/fields';
import { Contact, refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { ContactDetails, finishedContact } from '../../contact.input.js';
import { existsOrOwes } from '../../guards.js';

@Described(
  'Records a further contact with the customer about the case (C1). Any department may: the customer calls whom he calls.',
)
export class RecordContact {
  @Id('The case') caseId: string;
  @Nested(() => ContactDetails, 'The contact') contact: ContactDetails;
}

/** C1 for a further contact; of a merged case while it owes something: a promise is settled by a contact. A contact that was recorded already, word for word, is not recorded twice. */
export const recordContact =
  (command: RecordContact, given: Given): Decide<CaseState, CaseFact> =>
  (state) => {
    existsOrOwes(state);
    const contact = finishedContact(command.contact, given);
    const known = state.contacts.get(contact.contactId);
    if (known === undefined) return [{ type: 'ContactRecorded', data: contact }];
    if (saysTheSame(Contact, known, contact)) return [];
    return refuse(
      'CONTACT_EXISTS',
      'The case has a contact with this id that says otherwise. Correct it with correctContact.',
    );
  };
