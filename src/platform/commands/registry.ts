import type { DescribedClass } from '@baton/fields';
import type { RegisteredCommand } from './command-slice.js';

const registered = new Map<DescribedClass, RegisteredCommand>();

/** Keeps a command; two commands of one name are refused, as they would be one mutation and one message. */
export function register(command: RegisteredCommand): RegisteredCommand {
  const namesake = registeredCommands().find((known) => known.command.name === command.command.name);
  if (namesake) throw new Error(`The command ${command.command.name} is registered twice`);
  registered.set(command.command, command);
  return command;
}

/** The command of a described class. Throws where none was registered: a caller's mistake. */
export function registeredCommand(command: DescribedClass): RegisteredCommand {
  const found = registered.get(command);
  if (!found) throw new Error(`${command.name} is not a registered command`);
  return found;
}

/** Every command, by name: the source of the table in the documentation. */
export const registeredCommands = (): readonly RegisteredCommand[] =>
  [...registered.values()].sort((one, other) => one.command.name.localeCompare(other.command.name));
