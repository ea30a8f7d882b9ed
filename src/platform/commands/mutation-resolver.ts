import type { Provider } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import { parseStream, type RefusalCode } from '@baton/contracts';
import { Refusal } from '@baton/decider';
import type { EventStore } from '@baton/event-store';
import { descriptionOf, type DescribedClass } from '@baton/fields';
import { ACCESS_GUARD, type AccessGuard } from '../access/access-guard.js';
import { Asking, type RequestContext } from '../auth/caller.js';
import { CLOCK, type Clock } from '../clock/clock.js';
import { EVENT_STORE } from '../engine/tokens.js';
import { inputOf } from '../graphql/described-type.js';
import { DateTime } from '../graphql/scalars.js';
import { TELEMETRY, type Telemetry } from '../telemetry/telemetry.js';
import { watchedCommand } from '../telemetry/watched-command.js';
import { issue, type Issuing } from './issue.js';
import { Outcome, type MissedEvent, type OutcomeAnswer, type ProposedPromise, type RefusedAnswer } from './outcome.js';

const MISSED_AT_MOST = 100;

/** The resolver of one command: one mutation that answers a receipt or a refusal. */
export function mutationResolver<C extends object>(command: DescribedClass<C>, mutation: string): Provider {
  const Input = inputOf(command);

  @Resolver()
  class MutationResolver {
    constructor(
      private readonly bus: CommandBus,
      private readonly store: EventStore,
      private readonly clock: Clock,
      private readonly telemetry: Telemetry,
      private readonly guard: AccessGuard,
    ) {}

    // Nullable, so that an error of one mutation leaves the receipts of the others in the same operation.
    @Mutation(() => Outcome, { name: mutation, description: descriptionOf(command), nullable: true })
    async mutate(
      @Args('input', { type: () => Input, description: 'What is asked' }) input: C,
      @Args('commandId', { type: () => ID, nullable: true, description: COMMAND_ID }) commandId: string | null,
      @Args('expectedRevision', { type: () => Int, nullable: true, description: EXPECTED_REVISION })
      expectedRevision: number | null,
      @Args('occurredAt', { type: () => DateTime, nullable: true, description: OCCURRED_AT }) occurredAt: string | null,
      @Asking() asking: RequestContext,
    ): Promise<OutcomeAnswer> {
      const issuing: Issuing = {
        ...asking,
        now: this.clock.now(),
        commandId: commandId ?? undefined,
        expectedRevision: expectedRevision ?? undefined,
        occurredAt: occurredAt ?? undefined,
      };
      try {
        const receipt = await watchedCommand(this.telemetry, command.name, issuing, (within) =>
          issue(this.bus, command, input, within),
        );
        const leftOut = (receipt.leftOut ?? []).map((one) => ({ ...one, code: one.code as RefusalCode }));
        return { ...receipt, key: parseStream(receipt.stream)?.key ?? receipt.stream, leftOut };
      } catch (error) {
        if (error instanceof Refusal) return this.refused(error as Refusal, issuing);
        throw error;
      }
    }

    private async refused(refusal: Refusal, issuing: Issuing): Promise<RefusedAnswer> {
      const { rule, missing = [], alternatives = [], proposal, actualRevision } = refusal.details;
      return {
        code: refusal.code as RefusalCode,
        message: refusal.message,
        missing: [...missing],
        alternatives: [...alternatives],
        missed: await this.missed(refusal, issuing),
        ...(rule === undefined ? {} : { rule }),
        ...(proposal === undefined ? {} : { proposal: proposal as ProposedPromise }),
        ...(actualRevision === undefined ? {} : { actualRevision }),
      };
    }

    private async missed({ details: { stream } }: Refusal, { expectedRevision, by }: Issuing): Promise<MissedEvent[]> {
      if (stream === undefined || expectedRevision === undefined) return [];
      const told = (await this.guard.recorder?.toldTo(by, stream)) ?? (() => true);
      const missed: MissedEvent[] = [];
      const since = { from: expectedRevision + 1, limit: MISSED_AT_MOST };
      for await (const event of this.store.readStream(stream, since)) {
        if (!told(event)) continue;
        const { revision, type, occurredAt } = event;
        missed.push({ revision, type, occurredAt, agent: event.by.agent, department: event.by.department });
      }
      return missed;
    }
  }

  return {
    provide: MutationResolver,
    inject: [CommandBus, EVENT_STORE, CLOCK, TELEMETRY, ACCESS_GUARD],
    useFactory: (bus: CommandBus, store: EventStore, clock: Clock, telemetry: Telemetry, guard: AccessGuard) =>
      new MutationResolver(bus, store, clock, telemetry, guard),
  };
}

const COMMAND_ID =
  'A UUID that you make up: send it again with the same input after a lost answer, and nothing happens twice. Made for you when absent.';
const EXPECTED_REVISION =
  'The revision you saw last: refused with the events you missed when the stream has moved on. Not looked at when absent.';
const OCCURRED_AT = 'When it happened, if that was earlier than now.';
