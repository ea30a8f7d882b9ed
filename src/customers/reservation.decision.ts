import { refuse, type Given, type IdentifierFact } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { ReservationState } from './reservation.state.js';

/** How long a reservation is waited for that its customer's own event has not confirmed, in milliseconds. */
const LAPSES_AFTER = 60_000;

/** Who wants an identifier, and who stands in the way without having confirmed it. */
export interface Claim {
  readonly customerId: string;
  /** The customer whose own stream was seen to lack the identifier though it is reserved for it. */
  readonly unconfirmed?: string | undefined;
}

type ReservationDecision = Decide<ReservationState, IdentifierFact>;

/**
 * Reserves an identifier for a customer. Refused with `IDENTIFIER_TAKEN` where it belongs to another customer; a
 * reservation of another that is older than a minute and was never confirmed is freed first.
 */
export const reserveIdentifier =
  ({ customerId, unconfirmed }: Claim, { now }: Pick<Given, 'now'>): ReservationDecision =>
  ({ holder, reservedAt = now }) => {
    if (holder === customerId) return [];
    if (holder === undefined) return [reserved(customerId)];
    if (holder !== unconfirmed) return taken(holder);
    if (Date.parse(now) - Date.parse(reservedAt) <= LAPSES_AFTER) return beingTaken(holder);
    return [freed(holder, 'The customer it was reserved for never took it'), reserved(customerId)];
  };

/** Reserves an identifier that belongs to nobody for the customer who is recognised by it. */
export const restoreIdentifier =
  (customerId: string): ReservationDecision =>
  ({ holder }) =>
    holder === undefined ? [reserved(customerId)] : [];

/** Frees an identifier that is reserved for a customer; nothing to do where it is not. */
export const freeIdentifier =
  (customerId: string, reason: string): ReservationDecision =>
  ({ holder }) =>
    holder === customerId ? [freed(customerId, reason)] : [];

/** Gives an identifier back to the customer who took it at the very moment in which its reservation lapsed. */
export const giveBackIdentifier =
  (customerId: string, to: string): ReservationDecision =>
  ({ holder }) =>
    holder === customerId ? [freed(customerId, 'The customer before took it after all'), reserved(to)] : [];

const reserved = (customerId: string): IdentifierFact => ({ type: 'IdentifierReserved', data: { customerId } });

const freed = (customerId: string, reason: string): IdentifierFact => ({
  type: 'IdentifierFreed',
  data: { customerId, reason },
});

/** Refuses an identifier that belongs to another customer: tells the customer's id, never who it is. */
export function taken(customerId: string): never {
  return refuse('IDENTIFIER_TAKEN', `The identifier belongs to customer ${customerId}.`, {
    missing: ['value'],
    alternatives: [
      'Look that customer up with customerByIdentifier.',
      'If it changed hands, retire it there with retireIdentifier first.',
    ],
  });
}

/** Refuses a command again that lost an identifier to another customer, who no longer has it. */
export function wasTaken(): never {
  return refuse('IDENTIFIER_TAKEN', 'The identifier belonged to another customer when this command was carried out.', {
    missing: ['value'],
    alternatives: ['Send it again as a new command, with a commandId of its own.'],
  });
}

function beingTaken(customerId: string): never {
  return refuse('IDENTIFIER_TAKEN', `The identifier is being given to customer ${customerId} at this moment.`, {
    missing: ['value'],
    alternatives: ['Send the command again in a minute.'],
  });
}
