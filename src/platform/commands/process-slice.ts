import type { Provider } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { messageOf, type CommandMessage } from './command-message.js';
import type { CommandReceipt } from './command-receipt.js';
import type { CommandProcess, ProcessSlice, RegisteredCommand } from './command-slice.js';
import { registeredSlice } from './registered-slice.js';

/** Registers a command over several streams: its process is a provider of the module that registers it. */
export function processSlice<C extends object>(slice: ProcessSlice<C>): RegisteredCommand {
  const message = messageOf(slice.command);

  @CommandHandler(message)
  class ProcessHandler implements ICommandHandler<CommandMessage<C>> {
    constructor(private readonly process: CommandProcess<C>) {}

    execute({ body, context }: CommandMessage<C>): Promise<CommandReceipt> {
      return this.process.execute(body, context);
    }
  }

  const handler: Provider = {
    provide: ProcessHandler,
    inject: [slice.process],
    useFactory: (process: CommandProcess<C>) => new ProcessHandler(process),
  };
  return registeredSlice(slice, message, [slice.process, handler]);
}
