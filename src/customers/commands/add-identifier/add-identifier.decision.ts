import { IdentifierKind, refuse, type CustomerFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Described, Id, OneOf, Text } from '@baton/fields';
import { isRecognisedBy, type CustomerState } from '../../customer.state.js';
import type { KnownIdentifier } from '../../identifier.js';
import { customerUnknown } from '../../unknown.js';

@Described('Lets a customer be recognised by one more identifier, unless another customer has it.')
export class AddIdentifier {
  @Id('The customer') customerId: string;
  @OneOf(IdentifierKind, 'What kind of identifier it is') kind: IdentifierKind;
  @Text('The identifier; a telephone number with its country code', { personal: true, max: 200 }) value: string;
}

/** By how many identifiers a customer can be recognised at a time. */
export const MOST_IDENTIFIERS = 100;

/** Adds an identifier that was reserved for the customer before; also one that was retired. At most 100 are in use. */
export const addIdentifier =
  (_: AddIdentifier, _given: Given, identifier: KnownIdentifier): Decide<CustomerState, CustomerFact> =>
  (state) => {
    if (!state) return customerUnknown();
    if (isRecognisedBy(state, identifier.fingerprint)) return [];
    if (state.identifiers.size >= MOST_IDENTIFIERS) {
      refuse(
        'IDENTIFIERS_TOO_MANY',
        `The customer has ${MOST_IDENTIFIERS} identifiers: retire one that is not used first.`,
      );
    }
    return [identifierAdded(identifier)];
  };

/** The fact that a customer is recognised by an identifier from now on. */
export const identifierAdded = ({ fingerprint, kind, value }: KnownIdentifier): CustomerFact => ({
  type: 'IdentifierAdded',
  data: { fingerprint, kind, value },
});
