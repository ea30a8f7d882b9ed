import { Code, Count, Described, Flag, Id, Instant, OneOf, Text } from '@baton/fields';
import { Channel, Direction, Disposition, keyOfStream, StatementBasis, type Contact } from '@baton/contracts';
import { projection, type TablesOf, type TablesRows } from '@baton/projections';
import type { CaseEvent } from '../../case.state.js';
import { spelling } from '../../spelling.js';

@Described('A contact with a customer, in whatever case it was.')
export class CustomerContact {
  @Id('The contact') contactId: string;
  @Id('The case') caseId: string;
  @Id('The customer') customerId: string;
  @Instant('When it began; where that is not documented, when it was recorded as happening') at: string;
  @OneOf(Direction, 'Who reached whom', { optional: true }) direction?: Direction;
  @OneOf(Channel, 'Over which channel', { optional: true }) channel?: Channel;
  @OneOf(Disposition, 'What the agent concluded', { optional: true }) disposition?: Disposition;
  @Text("What it was about, in the customer's words", { personal: true, optional: true }) matter?: string;
  @Flag('The customer gave up before it was finished') abandoned: boolean;
  @Code('The agent who recorded it') agent: string;
  @Code('The department that agent worked for') department: string;
  @Count('The revision of the event that recorded it') revision: number;
}

@Described('What a customer was told about a topic in a case, as it holds now.')
export class CustomerStatement {
  @Id('The statement') statementId: string;
  @Id('The case') caseId: string;
  @Id('The customer') customerId: string;
  @Code('What it is about') topic: string;
  @Text('What the customer was told', { personal: true }) value: string;
  @OneOf(StatementBasis, 'What it rests on') basis: StatementBasis;
  @Instant('Until when it holds', { optional: true }) validUntil?: string;
  @Instant('When it was said') at: string;
  @Code('The agent who said it') agent: string;
  @Code('The department that agent worked for') department: string;
  @Count('The revision of the event that recorded it') revision: number;
}

@Described('What a customer was told, with the topic in the form in which topics are compared.')
export class StatementRow extends CustomerStatement {
  @Code('The topic, however it is spelt') subject: string;
}

@Described('Whose case it is: contacts and statements do not say so themselves.')
export class CustomersCase {
  @Id('The case') caseId: string;
  @Id('The customer') customerId: string;
}

type Row = { contacts: CustomerContact; statements: StatementRow; cases: CustomersCase };

function putContact(
  event: CaseEvent,
  contact: Contact,
  customerId: string,
  { contacts }: TablesRows<TablesOf<Row>>,
): void {
  const { occurredAt, revision, by } = event;
  const { participants: _participants, startedAt, endedAt: _endedAt, ...shown } = contact;
  contacts.put({
    abandoned: false,
    ...shown,
    caseId: keyOfStream(event),
    customerId,
    at: startedAt ?? occurredAt,
    agent: by.agent,
    department: by.department,
    revision,
  });
}

/** The contacts with every customer and what he was told, across his cases. A case without a customer is nobody's. */
export const customerHistory = projection<Row>({
  name: 'customer_history',
  version: 1,
  tables: {
    contacts: {
      row: CustomerContact,
      key: ['caseId', 'contactId'],
      indexes: [['customerId', 'at', 'caseId', 'contactId']],
    },
    statements: {
      row: StatementRow,
      key: ['caseId', 'subject'],
      indexes: [['customerId', 'at', 'caseId', 'subject']],
    },
    cases: { row: CustomersCase, key: ['caseId'] },
  },
  on: {
    CaseOpened: (event, tables) => {
      const { customerId, contact } = event.data;
      if (customerId === undefined) return;
      tables.cases.put({ caseId: keyOfStream(event), customerId });
      if (contact) putContact(event, contact, customerId, tables);
    },
    ContactRecorded: async (event, tables) => {
      const owner = await tables.cases.get({ caseId: keyOfStream(event) });
      if (owner) putContact(event, event.data, owner.customerId, tables);
    },
    ContactCorrected: (event, { contacts }) => {
      const { correctionId: _id, reason: _reason, participants: _who, startedAt, endedAt: _end, ...shown } = event.data;
      return contacts.change({ caseId: keyOfStream(event), contactId: shown.contactId }, (row) => ({
        ...row,
        ...shown,
        at: startedAt ?? row.at,
      }));
    },
    StatementMade: async (event, { cases, statements }) => {
      const caseId = keyOfStream(event);
      const owner = await cases.get({ caseId });
      if (!owner) return;
      const { statementId, topic, value, basis, validUntil } = event.data;
      statements.put({
        statementId,
        caseId,
        customerId: owner.customerId,
        topic,
        subject: spelling(topic),
        value,
        basis,
        ...(validUntil === undefined ? {} : { validUntil }),
        at: event.occurredAt,
        agent: event.by.agent,
        department: event.by.department,
        revision: event.revision,
      });
    },
  },
});
