import { Code, Count, Described, Id, Instant } from '@baton/fields';
import { keyOfStream } from '@baton/contracts';
import { projection } from '@baton/projections';

@Described('The segment of a case: what happens in it does not say so itself.')
export class SegmentOfRated {
  @Id('The case') caseId: string;
  @Code('The segment of its customer') segment: string;
}

@Described('Which department a contact was with.')
export class DepartmentOfContact {
  @Id('The case') caseId: string;
  @Id('The contact') contactId: string;
  @Code('The department whose agent recorded it') department: string;
}

@Described('How good a customer found a contact.')
export class ContactRating {
  @Id('The case') caseId: string;
  @Id('The rating') ratingId: string;
  @Code('The department whose agent recorded the contact') department: string;
  @Code('The segment of the customer', { optional: true }) segment?: string;
  @Instant('When it was rated') at: string;
  @Code('The month in which it was rated, UTC: 2026-03') month: string;
  @Count('1 bad to 5 good') score: number;
}

/** What customers said of contacts, by the department the contact was with. */
export const contactRatings = projection<{
  ratings: ContactRating;
  contacts: DepartmentOfContact;
  cases: SegmentOfRated;
}>({
  name: 'contact_ratings',
  version: 1,
  tables: {
    ratings: { row: ContactRating, key: ['caseId', 'ratingId'], indexes: [['at'], ['department', 'at']] },
    contacts: { row: DepartmentOfContact, key: ['caseId', 'contactId'] },
    cases: { row: SegmentOfRated, key: ['caseId'] },
  },
  on: {
    CaseOpened: (event, { cases, contacts }) => {
      const caseId = keyOfStream(event);
      const { segment, contact } = event.data;
      if (segment !== undefined) cases.put({ caseId, segment });
      if (contact) contacts.put({ caseId, contactId: contact.contactId, department: event.by.department });
    },
    ContactRecorded: (event, { contacts }) => {
      contacts.put({
        caseId: keyOfStream(event),
        contactId: event.data.contactId,
        department: event.by.department,
      });
    },
    CaseRated: async (event, { cases, contacts, ratings }) => {
      const caseId = keyOfStream(event);
      const { ratingId, contactId, score } = event.data;
      const contact = await contacts.get({ caseId, contactId });
      if (!contact) return;
      const segment = (await cases.get({ caseId }))?.segment;
      ratings.put({
        caseId,
        ratingId,
        department: contact.department,
        ...(segment === undefined ? {} : { segment }),
        at: event.occurredAt,
        month: event.occurredAt.slice(0, 7),
        score,
      });
    },
  },
});
