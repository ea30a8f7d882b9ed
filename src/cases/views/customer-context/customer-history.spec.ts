import { rowsOf } from '@baton/projections/testing';
import type { CaseFact } from '@baton/contracts';
import fc from 'fast-check';
import { spelling } from '../../spelling.js';
import {
  aContact,
  CASE,
  CUSTOMER,
  eventsOf,
  histories,
  importedStory,
  opened,
  routerStory,
  stateOf,
  uuid,
} from '../testing/stories.js';
import { customerHistory } from './customer-history.projection.js';

const history = (...facts: CaseFact[]) => rowsOf(customerHistory, eventsOf(facts));

describe('the history of a customer', () => {
  it('C1 has the contact with which the case began, and every further one', async () => {
    const further: CaseFact = {
      type: 'ContactRecorded',
      data: aContact(11, { startedAt: '2026-03-02T10:00:00.000Z' }),
    };
    const { contacts } = await history(opened, further);
    expect(contacts).toMatchObject([
      { contactId: uuid(10), customerId: CUSTOMER, caseId: CASE, at: '2026-03-02T08:50:00.000Z', revision: 0 },
      { contactId: uuid(11), at: '2026-03-02T10:00:00.000Z', agent: 'ines', department: 'SHOP', revision: 1 },
    ]);
  });

  it('C8 shows a contact as it was corrected', async () => {
    const correction: CaseFact = {
      type: 'ContactCorrected',
      data: {
        contactId: uuid(10),
        correctionId: uuid(12),
        reason: 'wrong day',
        startedAt: '2026-03-01T10:00:00.000Z',
        channel: 'CHAT',
      },
    };
    expect((await history(opened, correction)).contacts).toMatchObject([
      { at: '2026-03-01T10:00:00.000Z', channel: 'CHAT', matter: 'Two routers came, I ordered one.', revision: 0 },
    ]);
  });

  it('C5 has what the customer was told last on each topic', async () => {
    const { statements } = await history(...routerStory);
    expect(statements).toMatchObject([
      { topic: 'invoice', value: 'You pay for one', customerId: CUSTOMER, agent: 'ines' },
    ]);
  });

  it('C5 knows a topic however it is spelt', async () => {
    const later: CaseFact = {
      type: 'StatementMade',
      data: { statementId: uuid(70), topic: 'INVOICE ', value: 'You pay for none', basis: 'UNVERIFIED' },
    };
    const { statements } = await history(...routerStory, later);
    expect(statements).toMatchObject([{ statementId: uuid(70), topic: 'INVOICE ', value: 'You pay for none' }]);
  });

  it('X5 has nothing of a case whose customer nobody named', async () => {
    const { contacts, statements, cases } = await history(...importedStory(2), {
      type: 'ContactRecorded',
      data: aContact(11),
    });
    expect([contacts, statements, cases]).toEqual([[], [], []]);
  });

  it('says the same as the case does, whatever happened', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (facts) => {
        const { contacts, statements } = await history(...facts);
        const state = stateOf(facts);
        const own = state.contacts
          .toList()
          .sortBy((contact) => contact.contactId)
          .toArray();
        expect(contacts.map((row) => [row.contactId, row.at, row.channel, row.matter])).toEqual(
          own.map((contact) => [contact.contactId, contact.at, contact.channel, contact.matter]),
        );
        const told = state.statements
          .toList()
          .sortBy((statement) => spelling(statement.topic))
          .toArray();
        expect(statements.map((row) => [row.topic, row.value])).toEqual(told.map(({ topic, value }) => [topic, value]));
      }),
      { numRuns: 60 },
    );
  });
});
