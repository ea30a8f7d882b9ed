import { Inject, Injectable } from '@nestjs/common';
import { fingerprintOf, streamOf, type IdentifierKind } from '@baton/contracts';
import { normaliseIdentifier, type KnownIdentifier } from './identifier.js';

/**
 * Token of the secret key (`Uint8Array`, at least 32 bytes) under which identifiers are fingerprinted. It must stay
 * the same for the life of the events: under another key no reservation is found again.
 */
export const IDENTIFIER_KEY = Symbol('IdentifierKey');

const SHORTEST_KEY = 32;

/** Makes the names of reservations: a bare hash of a telephone number could be guessed, a keyed one cannot. */
@Injectable()
export class IdentifierFingerprints {
  constructor(@Inject(IDENTIFIER_KEY) private readonly key: Uint8Array) {
    if (key.byteLength < SHORTEST_KEY) {
      throw new RangeError(`the key of identifiers has ${key.byteLength} bytes, at least ${SHORTEST_KEY} are needed`);
    }
  }

  /** The identifier in its one form, with its fingerprint. Refuses `IDENTIFIER_INVALID`. */
  of(kind: IdentifierKind, value: string): KnownIdentifier {
    const normalised = normaliseIdentifier(kind, value);
    const identifier = { kind, value: normalised };
    return { ...identifier, fingerprint: fingerprintOf(this.key, identifier) };
  }
}

/** The stream that says to whom an identifier belongs. */
export const reservationStream = (fingerprint: string): string => streamOf('identifier', fingerprint);

/** The stream of a customer. */
export const customerStream = (customerId: string): string => streamOf('customer', customerId);
