import { InvalidArgumentError, Option, type Command } from 'commander';
import { problemOfOption } from '../config/reading.js';

/** Where a process listens, as its command was told. */
export interface ListeningOptions {
  readonly port?: string;
  readonly host?: string;
}

/** Adds the options of where a process listens, which win over their settings. */
export const withListening = (command: Command): Command =>
  command
    .addOption(
      new Option('--port <number>', 'the port, instead of BATON_PORT; 0 takes any that is free').argParser(
        asSetting('port'),
      ),
    )
    .addOption(new Option('--host <name>', 'the address, instead of BATON_HOST').argParser(asSetting('host')));

/** What was said of where to listen, by the keys of the settings. */
export const saidOfListening = ({ port, host }: ListeningOptions): Readonly<Record<string, string>> => ({
  ...(port === undefined ? {} : { port }),
  ...(host === undefined ? {} : { host }),
});

/** Checks an option as the setting it stands in for. */
const asSetting =
  (key: string) =>
  (value: string): string => {
    const problem = problemOfOption(key, value);
    if (problem !== undefined) throw new InvalidArgumentError(`${problem}.`);
    return value;
  };
