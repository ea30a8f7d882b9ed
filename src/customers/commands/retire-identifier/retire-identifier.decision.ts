import { IdentifierKind, type CustomerFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Described, Id, OneOf, Text } from '@baton/fields';
import type { CustomerState } from '../../customer.state.js';
import type { KnownIdentifier } from '../../identifier.js';
import { customerUnknown, identifierUnknown } from '../../unknown.js';

@Described('Ends that a customer is recognised by an identifier; another customer can have it from then on.')
export class RetireIdentifier {
  @Id('The customer') customerId: string;
  @OneOf(IdentifierKind, 'What kind of identifier it is') kind: IdentifierKind;
  @Text('The identifier; a telephone number with its country code', { personal: true, max: 200 }) value: string;
  @Text('Why', { max: 500 }) reason: string;
}

/** Retires an identifier. Refused for one the customer never had; one that was retired before stays so. */
export const retireIdentifier =
  ({ reason }: RetireIdentifier, _: Given, { fingerprint }: KnownIdentifier): Decide<CustomerState, CustomerFact> =>
  (state) => {
    if (!state) return customerUnknown();
    if (state.retired.has(fingerprint)) return [];
    return state.identifiers.has(fingerprint)
      ? [{ type: 'IdentifierRetired', data: { fingerprint, reason } }]
      : identifierUnknown();
  };
