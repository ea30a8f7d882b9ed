import type { Type } from '@nestjs/common';
import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '@baton/event-store';
import type { DescribedClass } from '@baton/fields';
import type { CommandReceipt } from './command-receipt.js';

/** A command on its way to its handler: the checked body, and who asks under which ids. */
export class CommandMessage<C extends object = object> extends Command<CommandReceipt> {
  constructor(
    readonly body: C,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** A message class of its own for each command, so that the bus finds its handler. */
export function messageOf<C extends object>(command: DescribedClass<C>): Type<CommandMessage<C>> {
  return { [command.name]: class extends CommandMessage<C> {} }[command.name] as Type<CommandMessage<C>>;
}
