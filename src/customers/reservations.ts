import { Injectable } from '@nestjs/common';
import { derivedId, type IdentifierFact } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { StoreFailed, Streams, type CommandContext, type Loaded } from '@baton/event-store';
import { customerAggregate, isRecognisedBy } from './customer.state.js';
import { customerStream, reservationStream } from './identifier-fingerprints.js';
import {
  freeIdentifier,
  giveBackIdentifier,
  reserveIdentifier,
  restoreIdentifier,
  taken,
} from './reservation.decision.js';
import { reservationAggregate, type ReservationState } from './reservation.state.js';

/** A customer, an identifier, and the command on whose behalf something is done about the two. */
export interface Matter {
  readonly customerId: string;
  readonly fingerprint: string;
  readonly context: CommandContext;
}

const MOST_TURNS = 10;

/**
 * The reservation streams of identifiers, beside the streams of their customers. Whoever writes to one of the two looks
 * at the other afterwards, so that of two who cross each other at least one notices and gives way.
 */
@Injectable()
export class Reservations {
  constructor(private readonly streams: Streams) {}

  /** Reserves the identifier for the customer. Refuses `IDENTIFIER_TAKEN`. */
  reserve(matter: Matter): Promise<void> {
    const { customerId, fingerprint, context } = matter;
    return this.inTurns(matter, async ({ holder, before }) => {
      if (holder === customerId) return this.lookBack(matter, before);
      const confirmed = holder === undefined || (await this.recognises(holder, fingerprint));
      return reserveIdentifier({ customerId, unconfirmed: confirmed ? undefined : holder }, context);
    });
  }

  /**
   * Makes the reservation say what the customer's own stream says.
   * @returns the customer to whom the identifier belongs instead, if it does
   */
  async agree(matter: Matter): Promise<string | undefined> {
    const { customerId, fingerprint } = matter;
    let other: string | undefined;
    await this.inTurns(matter, async ({ holder }) => {
      const recognised = await this.recognises(customerId, fingerprint);
      other = recognised && holder !== customerId ? holder : undefined;
      if (recognised === (holder === customerId) || other !== undefined) return undefined;
      return recognised
        ? restoreIdentifier(customerId)
        : freeIdentifier(customerId, 'The customer is not recognised by it');
    });
    return other;
  }

  /** The customer to whom the identifier belongs, or is about to. */
  async holderOf(fingerprint: string): Promise<string | undefined> {
    return (await this.load(fingerprint))?.state.holder;
  }

  /** A reservation taken over is given back where the customer before was recognised by the identifier after all. */
  private async lookBack(matter: Matter, before: string | undefined): Promise<undefined> {
    const { customerId, fingerprint } = matter;
    if (before === undefined || before === customerId || !(await this.recognises(before, fingerprint)))
      return undefined;
    await this.inTurns(matter, ({ holder }) =>
      Promise.resolve(holder === customerId ? giveBackIdentifier(customerId, before) : undefined),
    );
    return taken(before);
  }

  /** Looks and takes one step, again and again, until there is nothing left to do. */
  private async inTurns(
    matter: Matter,
    next: (state: ReservationState) => Promise<Decide<ReservationState, IdentifierFact> | undefined>,
  ): Promise<void> {
    const stream = reservationStream(matter.fingerprint);
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      const loaded = await this.load(matter.fingerprint);
      const decide = await next(loaded?.state ?? reservationAggregate.initial);
      if (!decide) return;
      await this.streams.decide(stream, reservationAggregate, decide, stepContext(matter, loaded?.revision));
    }
    throw new StoreFailed(
      'STORE_CONTENDED',
      `${stream} was written to by others ${MOST_TURNS} times in a row`,
      'Send the command again: it goes on where it was',
    );
  }

  private load(fingerprint: string): Promise<Loaded<ReservationState> | undefined> {
    return this.streams.load(reservationStream(fingerprint), reservationAggregate);
  }

  private async recognises(customerId: string, fingerprint: string): Promise<boolean> {
    const loaded = await this.streams.load(customerStream(customerId), customerAggregate);
    return isRecognisedBy(loaded?.state, fingerprint);
  }
}

/**
 * The context of one step of a command. Its id is made of the revision the step was decided on: the same step asked
 * twice is one step, a step that must be taken anew on a later revision is another. It happens now, whatever is said
 * of the command, and `expectedRevision` does not speak of this stream.
 */
function stepContext({ fingerprint, context }: Matter, revision = -1): CommandContext {
  const { expectedRevision: _expectedRevision, occurredAt: _occurredAt, ...rest } = context;
  return { ...rest, commandId: derivedId(context.commandId, `${fingerprint} at ${revision}`) };
}
