import { refuse } from '@baton/contracts';

/** Refuses a command that names a customer nobody registered. */
export const customerUnknown = (): never =>
  refuse('CUSTOMER_UNKNOWN', 'There is no such customer. Look it up with customerByIdentifier, or register it.');

/** Refuses a command that names an identifier by which the customer is not recognised. */
export const identifierUnknown = (): never =>
  refuse('IDENTIFIER_UNKNOWN', 'The customer is not recognised by this identifier. Add it first with addIdentifier.');
