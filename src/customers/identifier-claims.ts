import { Injectable } from '@nestjs/common';
import { derivedId, type CustomerFact } from '@baton/contracts';
import { Refusal, type Decide } from '@baton/decider';
import { Streams, type CommandContext, type Receipt } from '@baton/event-store';
import { customerAggregate, isRecognisedBy, type CustomerState } from './customer.state.js';
import type { KnownIdentifier } from './identifier.js';
import { customerStream } from './identifier-fingerprints.js';
import { taken, wasTaken } from './reservation.decision.js';
import { Reservations, type Matter } from './reservations.js';

type CustomerDecision = Decide<CustomerState, CustomerFact>;

/**
 * The protocol by which an identifier belongs to one customer (see README.md): reserve it on its own stream, let the
 * customer's own event confirm it, look at both again. Every step is asked for under an id made of the command's, so
 * that a command sent again goes on where it was.
 */
@Injectable()
export class IdentifierClaims {
  constructor(
    private readonly streams: Streams,
    private readonly reservations: Reservations,
  ) {}

  /**
   * Carries out a decision that gives identifiers to a customer: reserves all of them before, confirms them after.
   * Refuses `IDENTIFIER_TAKEN` where another customer has one; then nothing stays reserved.
   */
  async give(
    customerId: string,
    identifiers: readonly KnownIdentifier[],
    decide: CustomerDecision,
    context: CommandContext,
  ): Promise<Receipt> {
    // In one order for everybody, so that of two who want the same ones exactly one gets them.
    const matters = [...new Set(identifiers.map(({ fingerprint }) => fingerprint))]
      .sort()
      .map((fingerprint) => ({ customerId, fingerprint, context }));
    const before = await this.streams.answered(customerStream(customerId), context);
    if (before) for (const matter of matters) await this.refuseWhereGivenWay(matter);
    const receipt = before ?? (await this.giveAnew(customerId, matters, decide, context));
    for (const matter of matters) await this.confirm(matter);
    return receipt;
  }

  /** Carries out a decision that takes an identifier from a customer, then frees it. */
  async take(matter: Matter, decide: CustomerDecision): Promise<Receipt> {
    const { customerId, context } = matter;
    const receipt = await this.streams.decide(customerStream(customerId), customerAggregate, decide, context);
    await this.reservations.agree(matter);
    return receipt;
  }

  private async giveAnew(
    customerId: string,
    matters: readonly Matter[],
    decide: CustomerDecision,
    context: CommandContext,
  ): Promise<Receipt> {
    const stream = customerStream(customerId);
    // What the customer's own stream refuses is refused before anything is reserved.
    decide((await this.streams.load(stream, customerAggregate))?.state);
    try {
      for (const matter of matters) await this.reservations.reserve(matter);
      return await this.streams.decide(stream, customerAggregate, decide, context);
    } catch (error) {
      // A business no: what was reserved is given back. After any other error nobody knows what was stored, so the
      // reservations stay for the command sent again, and lapse where it is not.
      if (error instanceof Refusal) for (const matter of matters) await this.reservations.agree(matter);
      throw error;
    }
  }

  /** A caller who was held up for longer than a reservation lasts may have lost it: then its customer gives way. */
  private async confirm(matter: Matter): Promise<void> {
    const holder = await this.reservations.agree(matter);
    if (holder === undefined) return;
    const { customerId, fingerprint } = matter;
    const giveWay: CustomerDecision = (state) =>
      isRecognisedBy(state, fingerprint)
        ? [
            {
              type: 'IdentifierRetired',
              data: { fingerprint, reason: 'It had lapsed and belongs to another customer' },
            },
          ]
        : [];
    await this.streams.decide(customerStream(customerId), customerAggregate, giveWay, givingWay(matter));
    await this.reservations.agree(matter);
    taken(holder);
  }

  /** A command whose customer gave way was refused, though it wrote: sent again it is refused again (X1). */
  private async refuseWhereGivenWay(matter: Matter): Promise<void> {
    const { customerId, fingerprint } = matter;
    if (!(await this.streams.answered(customerStream(customerId), givingWay(matter)))) return;
    const holder = await this.reservations.holderOf(fingerprint);
    if (holder === undefined || holder === customerId) wasTaken();
    else taken(holder);
  }
}

/** The context of the step by which a customer gives way, once for a command and an identifier. */
function givingWay({ fingerprint, context }: Matter): CommandContext {
  const { expectedRevision: _, occurredAt: __, ...now } = context;
  return { ...now, commandId: derivedId(context.commandId, `${fingerprint} gives way`) };
}
