import { Code, Count, Described, Flag, Id, Instant, Nested, OneOf, Text } from '@baton/fields';
import { CustomerKind, CustomerState, IdentifierKind, PreferencesSet, Urgency } from '@baton/contracts';
import { NextStep } from '../case-brief/case-brief.result.js';
import { LedgerPromise } from '../promises/promises.projection.js';
import { CustomerContact, CustomerStatement } from './customer-history.projection.js';

/** How much of each is shown at once, while the customer is on the line. */
export const SHOWN_AT_ONCE = { cases: 20, contacts: 10, promises: 50, statements: 50, identifiers: 100 } as const;

@Described('By what a customer is recognised: its kind and its value as people write it.')
export class CustomerIdentity {
  @OneOf(IdentifierKind, 'What kind of identifier it is') kind: IdentifierKind;
  @Text('The identifier as it was written or heard', { personal: true, max: 200 }) value: string;
}

@Described('By what the customer is recognised.')
export class ContextIdentifier {
  @OneOf(IdentifierKind, 'What kind of identifier it is') kind: IdentifierKind;
  @Text('The identifier, normalised', { personal: true, max: 200 }) value: string;
  @Flag("It was verified to be the customer's") verified: boolean;
}

@Described('How the customer wants to be reached; what is absent is not known.')
export class ContextPreferences extends PreferencesSet {}

@Described('Who the customer is.')
export class ContextCustomer {
  @Id('The customer') customerId: string;
  @OneOf(CustomerKind, 'A person or an organisation') kind: CustomerKind;
  @Text('The name', { personal: true, max: 200 }) name: string;
  @Code('The segment, once one was assigned', { optional: true }) segment?: string;
  @Nested(() => ContextPreferences, 'How the customer wants to be reached; absent when nothing is known', {
    optional: true,
  })
  preferences?: ContextPreferences;
  @Nested(() => ContextIdentifier, 'By what the customer is recognised', { list: SHOWN_AT_ONCE.identifiers })
  identifiers: ContextIdentifier[];
}

@Described('An open case of the customer, in a line, with what is to be done next.')
export class OpenCase {
  @Id('The case') caseId: string;
  @Count('The revision of its last event') revision: number;
  @Text('The case in a line', { personal: true, max: 8000 }) summary: string;
  @Nested(() => NextStep, 'What is to be done next') nextStep: NextStep;
  @Code('The department that answers for it (H1)') accountable: string;
  @Code('The agent who works on it', { optional: true }) holder?: string;
  @Code('The department it is on offer to', { optional: true }) offeredTo?: string;
  @OneOf(Urgency, 'How soon it must be taken up', { optional: true }) urgency?: Urgency;
  @OneOf(CustomerState, 'How the customer was', { optional: true }) customerState?: CustomerState;
  @Instant('When it was opened') openedAt: string;
  @Instant('When its last event happened') lastEventAt: string;
}

@Described(
  'Everything that is known about a customer and his matters, in one answer: so that he need not tell it again, and is told nothing else than before.',
)
export class CustomerContext {
  @Nested(() => ContextCustomer, 'Who the customer is') customer: ContextCustomer;
  @Nested(() => OpenCase, 'His open cases: the 20 opened last, the newest first', { list: SHOWN_AT_ONCE.cases })
  openCases: OpenCase[];
  @Count('How many of his cases are open') openCaseCount: number;
  @Nested(() => CustomerContact, 'The last 10 contacts with him, the newest first', { list: SHOWN_AT_ONCE.contacts })
  lastContacts: CustomerContact[];
  @Nested(() => LedgerPromise, 'What he was promised and is still open: the 50 due next', {
    list: SHOWN_AT_ONCE.promises,
  })
  openPromises: LedgerPromise[];
  @Count('How many promises to him are open') openPromiseCount: number;
  @Nested(
    () => CustomerStatement,
    'What he was told last on each topic of each case: the newest 50, the newest first',
    {
      list: SHOWN_AT_ONCE.statements,
    },
  )
  statements: CustomerStatement[];
}
