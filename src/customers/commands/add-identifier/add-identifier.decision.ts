import { IdentifierKind, type CustomerFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Described, Id, OneOf, Text } from '@baton/fields';
import { currentIdentifier, type CustomerState } from '../../customer.state.js';
import type { KnownIdentifier } from '../../identifier.js';
import { customerUnknown } from '../../unknown.js';

@Described('Lets a customer be recognised by one more identifier, unless another customer has it.')
export class AddIdentifier {
  @Id('The customer') customerId: string;
  @OneOf(IdentifierKind, 'What kind of identifier it is') kind: IdentifierKind;
  @Text('The identifier; a telephone number with its country code', { personal: true, max: 200 }) value: string;
}

/** Adds an identifier that was reserved for the customer before; also one that was retired. */
export const addIdentifier =
  (_: AddIdentifier, _given: Given, identifier: KnownIdentifier): Decide<CustomerState, CustomerFact> =>
  (state) => {
    if (!state) return customerUnknown();
    return currentIdentifier(state, identifier.fingerprint) ? [] : [identifierAdded(identifier)];
  };

/** The fact that a customer is recognised by an identifier from now on. */
export const identifierAdded = ({ fingerprint, kind, value }: KnownIdentifier): CustomerFact => ({
  type: 'IdentifierAdded',
  data: { fingerprint, kind, value },
});
