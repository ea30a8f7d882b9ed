import { IdentifierKind, type CustomerFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Described, Id, OneOf, Text } from '@baton/fields';
import type { CustomerState } from '../../customer.state.js';
import type { KnownIdentifier } from '../../identifier.js';
import { customerUnknown, identifierUnknown } from '../../unknown.js';

@Described("Records that an identifier was verified to be the customer's.")
export class VerifyIdentifier {
  @Id('The customer') customerId: string;
  @OneOf(IdentifierKind, 'What kind of identifier it is') kind: IdentifierKind;
  @Text('The identifier; a telephone number with its country code', { personal: true, max: 200 }) value: string;
  @Text('How it was verified', { max: 500 }) how: string;
}

/** Records the verification; another way of verifying replaces the one before. Refused for an unknown or retired one. */
export const verifyIdentifier =
  ({ how }: VerifyIdentifier, _: Given, { fingerprint }: KnownIdentifier): Decide<CustomerState, CustomerFact> =>
  (state) => {
    if (!state) return customerUnknown();
    const identifier = state.identifiers.get(fingerprint) ?? identifierUnknown();
    return identifier.verified?.how === how ? [] : [{ type: 'IdentifierVerified', data: { fingerprint, how } }];
  };
