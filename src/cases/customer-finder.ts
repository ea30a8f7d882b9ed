import type { CustomerKind, IdentifierKind, PreferencesSet } from '@baton/contracts';

/** Token under which the customers module's answer to `CustomerFinder` is bound. */
export const CUSTOMER_FINDER = Symbol('CustomerFinder');

/** By what a customer is recognised, as the cases module shows it. */
export interface KnownIdentifier {
  readonly kind: IdentifierKind;
  /** Normalised. */
  readonly value: string;
  readonly verified: boolean;
}

/** A customer as the cases module needs him. */
export interface KnownCustomer {
  readonly customerId: string;
  readonly kind: CustomerKind;
  readonly name: string;
  readonly segment?: string;
  /** What is absent is not known. */
  readonly preferences?: Readonly<PreferencesSet>;
  /** Those in use, not the retired ones. */
  readonly identifiers: readonly KnownIdentifier[];
}

/** What the cases module asks about customers; the customers module knows the answer. */
export interface CustomerFinder {
  /**
   * The customer recognised by an identifier, its value as people write it; undefined where nobody is. A value that is
   * none of its kind is refused with `IDENTIFIER_INVALID`.
   */
  byIdentifier(kind: IdentifierKind, value: string): Promise<KnownCustomer | undefined>;
  /** The customer with that id; undefined where there is none. */
  byId(customerId: string): Promise<KnownCustomer | undefined>;
}
