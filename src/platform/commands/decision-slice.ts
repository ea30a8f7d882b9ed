import type { OnModuleInit, Provider } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Given } from '@baton/contracts';
import type { Fact } from '@baton/decider';
import { Streams, type Receipt } from '@baton/event-store';
import { messageOf, type CommandMessage } from './command-message.js';
import type { DecisionSlice, Gathering, RegisteredCommand } from './command-slice.js';
import { givenBy } from './issue.js';
import { registeredSlice } from './registered-slice.js';

/** Registers a command on one stream: gather what it needs, then load, fold, decide, append. */
export function decisionSlice<C extends object, S, F extends Fact, P = never, Facts = undefined>(
  slice: DecisionSlice<C, S, F, P, Facts>,
): RegisteredCommand {
  const message = messageOf(slice.command);

  @CommandHandler(message)
  class DecisionHandler implements ICommandHandler<CommandMessage<C>>, OnModuleInit {
    private provider: P | undefined;

    constructor(
      private readonly streams: Streams,
      private readonly modules: ModuleRef,
    ) {}

    onModuleInit(): void {
      if (slice.facts) this.provider = this.modules.get<P>(slice.facts.from, { strict: false });
    }

    async execute({ body, context }: CommandMessage<C>): Promise<Receipt> {
      const given = givenBy(context);
      const facts = (await this.gathered(slice.facts, body, given)) as Facts;
      const decide = slice.decide(body, given, facts);
      return this.streams.decide(slice.stream(body, given), slice.aggregate, decide, context);
    }

    private gathered(facts: Gathering<C, P, Facts> | undefined, body: C, given: Given): Promise<Facts> | undefined {
      return facts?.gather(this.provider as P, body, given);
    }
  }

  const handler: Provider = {
    provide: DecisionHandler,
    inject: [Streams, ModuleRef],
    useFactory: (streams: Streams, modules: ModuleRef) => new DecisionHandler(streams, modules),
  };
  return registeredSlice(slice, message, [handler]);
}
