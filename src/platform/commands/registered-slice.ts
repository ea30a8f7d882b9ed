import type { Provider } from '@nestjs/common';
import type { Fact } from '@baton/decider';
import type { DecisionSlice, RegisteredCommand } from './command-slice.js';
import { mutationResolver } from './mutation-resolver.js';
import { register } from './registry.js';

/** What a slice registers: its handler and its mutation, if it has one. */
export function registeredSlice<C extends object>(
  slice: Pick<DecisionSlice<C, unknown, Fact>, 'command' | 'mutation'>,
  message: RegisteredCommand['message'],
  providers: readonly Provider[],
): RegisteredCommand {
  const { command } = slice;
  if (slice.mutation === false) return register({ command, message, providers });
  const mutation = command.name.charAt(0).toLowerCase() + command.name.slice(1);
  return register({
    command,
    mutation,
    message,
    providers: [...providers, mutationResolver(command, mutation)],
  });
}
