import { Code, Described, Id, OneOf, Text, words, type WordOf } from '@baton/fields';
import type { FactsOf } from '../facts.js';
import { Channel } from '../case/words.js';
import { OutreachCompleted, OutreachExpired, OutreachReleased, OutreachReserved } from './outreach.js';

export * from './outreach.js';

export const CustomerKind = words('CustomerKind', 'What kind of customer it is', {
  PERSON: 'A person',
  ORGANISATION: 'An organisation',
});
export type CustomerKind = WordOf<typeof CustomerKind>;

export const IdentifierKind = words('IdentifierKind', 'By what a customer is recognised', {
  PHONE: 'A telephone number with country code',
  EMAIL: 'An e-mail address',
  CUSTOMER_NUMBER: 'A number we gave the customer',
  CONTRACT: 'The number of a contract',
  EXTERNAL: "The customer's name in another system",
});
export type IdentifierKind = WordOf<typeof IdentifierKind>;

@Described('A customer became known.')
export class CustomerRegistered {
  @OneOf(CustomerKind, 'A person or an organisation') kind: CustomerKind;
  @Text('The name', { personal: true, max: 200 }) name: string;
}

@Described('The customer can be recognised by one more identifier.')
export class IdentifierAdded {
  @Code('Keyed fingerprint (HMAC-SHA-256, hex) of the normalised value: the name of its reservation')
  fingerprint: string;
  @OneOf(IdentifierKind, 'What kind of identifier it is') kind: IdentifierKind;
  @Text('The identifier, normalised', { personal: true, max: 200 }) value: string;
}

@Described("It was verified that the identifier is the customer's.")
export class IdentifierVerified {
  @Code('Which identifier') fingerprint: string;
  @Text('How it was verified', { max: 500 }) how: string;
}

@Described('The customer is no longer recognised by the identifier.')
export class IdentifierRetired {
  @Code('Which identifier') fingerprint: string;
  @Text('Why', { max: 500 }) reason: string;
}

@Described('The customer was put into a segment.')
export class SegmentAssigned {
  @Code('The segment') segment: string;
  @Text('Why', { optional: true, max: 500 }) reason?: string;
}

@Described(
  'How the customer wants to be reached. What is absent is not known; each setting replaces the one before as a whole.',
)
export class PreferencesSet {
  @OneOf(Channel, 'The channel the customer prefers', { optional: true }) channel?: Channel;
  @Code('The language, a BCP 47 tag', { optional: true }) language?: string;
  @Code("The customer's time zone, an IANA name", { optional: true }) zone?: string;
  @Code('Start of the hours in which the customer must not be called, HH:MM', { optional: true }) quietFrom?: string;
  @Code('End of these hours, HH:MM', { optional: true }) quietUntil?: string;
}

@Described("An identifier belongs to a customer: the reservation comes before the customer's own event.")
export class IdentifierReserved {
  @Id('The customer it is reserved for') customerId: string;
}

@Described("An identifier belongs to nobody: it was retired, or its customer's own event never came.")
export class IdentifierFreed {
  @Id('The customer it was reserved for') customerId: string;
  @Text('Why', { max: 500 }) reason: string;
}

/** Every word that a customer stream knows. */
export const customerEvents = {
  CustomerRegistered,
  IdentifierAdded,
  IdentifierVerified,
  IdentifierRetired,
  SegmentAssigned,
  PreferencesSet,
  OutreachReserved,
  OutreachCompleted,
  OutreachReleased,
  OutreachExpired,
} as const;
export type CustomerFact = FactsOf<typeof customerEvents>;

/** Every word that the reservation stream of an identifier knows. */
export const identifierEvents = { IdentifierReserved, IdentifierFreed } as const;
export type IdentifierFact = FactsOf<typeof identifierEvents>;
