import { CustomerKind, derivedId, IdentifierKind, refuse, type CustomerFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Described, Id, Nested, OneOf, Text } from '@baton/fields';
import type { Customer, CustomerState } from '../../customer.state.js';
import type { KnownIdentifier } from '../../identifier.js';
import { identifierAdded } from '../add-identifier/add-identifier.decision.js';

@Described('By what a customer is to be recognised, as it was written or heard.')
export class IdentifierDetails {
  @OneOf(IdentifierKind, 'What kind of identifier it is') kind: IdentifierKind;
  @Text('The identifier; a telephone number with its country code', { personal: true, max: 200 }) value: string;
}

@Described('Registers a customer, with the first identifiers by which to recognise it. All of it or nothing is done.')
export class RegisterCustomer {
  @Id('The customer, if the front office has named it already; made up otherwise', { optional: true })
  customerId?: string;
  @OneOf(CustomerKind, 'A person or an organisation') kind: CustomerKind;
  @Text('The name', { personal: true, max: 200 }) name: string;
  @Nested(() => IdentifierDetails, 'By what to recognise the customer', { list: 20, optional: true })
  identifiers?: IdentifierDetails[];
}

/** The customer that a registration speaks of: named by it, or made of the command's id. */
export const registeredId = ({ customerId }: RegisterCustomer, { commandId }: Pick<Given, 'commandId'>): string =>
  customerId ?? derivedId(commandId, 'customer');

/**
 * Registers a customer with identifiers that were reserved before. Refused where another customer has the id.
 * @param identifiers the command's, normalised, each once
 */
export const registerCustomer =
  (
    { kind, name }: RegisterCustomer,
    _: Given,
    identifiers: readonly KnownIdentifier[],
  ): Decide<CustomerState, CustomerFact> =>
  (state) => {
    if (!state) return [{ type: 'CustomerRegistered', data: { kind, name } }, ...identifiers.map(identifierAdded)];
    if (state.kind === kind && state.name === name && sameIdentifiers(state, identifiers)) return [];
    return refuse('CUSTOMER_EXISTS', 'There is a customer with this id already: leave the id out, or add to that one.');
  };

const sameIdentifiers = (state: Customer, asked: readonly KnownIdentifier[]): boolean =>
  state.identifiers.size === asked.length && asked.every(({ fingerprint }) => state.identifiers.has(fingerprint));
