import { CustomerKind, IdentifierKind, PreferencesSet } from '@baton/contracts';
import { Code, Count, Described, Flag, Id, Instant, Nested, OneOf, Text } from '@baton/fields';
import { MOST_IDENTIFIERS } from '../../commands/add-identifier/add-identifier.decision.js';

@Described('By what a customer is recognised.')
export class CustomerIdentifier {
  @OneOf(IdentifierKind, 'What kind of identifier it is') kind: IdentifierKind;
  @Text('The identifier, normalised', { personal: true, max: 200 }) value: string;
  @Code('Its keyed fingerprint: the name of its reservation, by which events speak of it') fingerprint: string;
  @Instant('Since when') addedAt: string;
  @Flag("It was verified to be the customer's") verified: boolean;
  @Text('How it was verified', { max: 500, optional: true }) verifiedHow?: string;
  @Instant('When it was verified', { optional: true }) verifiedAt?: string;
}

@Described('How a customer wants to be reached; what is absent is not known.')
export class CustomerPreferences extends PreferencesSet {}

@Described('A person or an organisation whose matters we handle.')
export class Customer {
  @Id('The customer') customerId: string;
  @OneOf(CustomerKind, 'A person or an organisation') kind: CustomerKind;
  @Text('The name', { personal: true, max: 200 }) name: string;
  @Code('The segment, once one was assigned', { optional: true }) segment?: string;
  @Nested(() => CustomerPreferences, 'How the customer wants to be reached') preferences: CustomerPreferences;
  @Nested(() => CustomerIdentifier, 'By what the customer is recognised, in the order they were added', {
    list: MOST_IDENTIFIERS,
  })
  identifiers: CustomerIdentifier[];
  @Instant('When the customer was registered') registeredAt: string;
  @Count('The revision of the last event: send it as expectedRevision to be told when the customer has changed')
  revision: number;
}
