import type { IdentifierFact, Recorded } from '@baton/contracts';
import type { Aggregate } from '@baton/decider';

/** To whom an identifier belongs, as its own reservation stream tells it. */
export interface ReservationState {
  /** The customer it belongs to, or is about to; undefined while it belongs to nobody. */
  readonly holder?: string;
  /** When it was reserved, by the service's clock. */
  readonly reservedAt?: string;
  /** The customer it was freed from last. */
  readonly before?: string;
}

/** An event of the reservation stream of an identifier, with its envelope. */
export type ReservationEvent = Recorded<IdentifierFact>;

/** The reservation of an identifier as its events tell it. */
export const reservationAggregate: Aggregate<ReservationState, ReservationEvent> = {
  initial: {},
  evolve: (state, event) => {
    switch (event.type) {
      case 'IdentifierReserved':
        return { ...state, holder: event.data.customerId, reservedAt: event.recordedAt };
      case 'IdentifierFreed':
        return { before: event.data.customerId };
      default:
        return unknownWord(event);
    }
  },
};

function unknownWord(event: never): never {
  const { stream, type } = event as ReservationEvent;
  throw new Error(`${stream} holds ${type}, which this version does not know`);
}
