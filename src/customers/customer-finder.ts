import { Injectable } from '@nestjs/common';
import type { IdentifierKind } from '@baton/contracts';
import { Streams } from '@baton/event-store';
import { customerAggregate, isRecognisedBy } from './customer.state.js';
import { customerStream, IdentifierFingerprints } from './identifier-fingerprints.js';
import { Reservations } from './reservations.js';
import { customerOf } from './views/customer/customer.document.js';
import type { Customer } from './views/customer/customer.result.js';

/** Finds customers, always as their own streams tell them at this moment. */
@Injectable()
export class StreamCustomerFinder {
  constructor(
    private readonly streams: Streams,
    private readonly fingerprints: IdentifierFingerprints,
    private readonly reservations: Reservations,
  ) {}

  /** The customer with that id; undefined where there is none. */
  async byId(customerId: string): Promise<Customer | undefined> {
    return customerOf(await this.streams.load(customerStream(customerId.toLowerCase()), customerAggregate));
  }

  /**
   * The customer recognised by an identifier, its value as people write it; undefined where nobody is. Refuses
   * `IDENTIFIER_INVALID` where the value is none of its kind.
   */
  async byIdentifier(kind: IdentifierKind, value: string): Promise<Customer | undefined> {
    const { fingerprint } = this.fingerprints.of(kind, value);
    const customerId = await this.reservations.holderOf(fingerprint);
    if (customerId === undefined) return undefined;
    const loaded = await this.streams.load(customerStream(customerId), customerAggregate);
    // Reserved, but its customer does not have it yet or any longer: it belongs to nobody at this moment.
    return isRecognisedBy(loaded?.state, fingerprint) ? customerOf(loaded) : undefined;
  }
}
