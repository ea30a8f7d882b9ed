import { parseArgs } from 'node:util';
import { SCENARIOS, type Scenario } from './scenarios.js';

/** Names the command that starts a node. */
export const SERVER = 'BATON_TEST_EVENTSTOREDB_SERVER';

export const USAGE = `npm run failures -- [scenario…] [options]

Runs failures of a cluster of three EventStoreDB nodes against Baton under load, all on the loopback of this machine, and
checks afterwards that nothing acknowledged is lost, doubled or out of order, that all feeds told everything once and in
order, and that all views are as if they were built anew.

${SERVER} names the command that starts a node, such as /opt/eventstore/EventStore.ClusterNode, or
"dotnet /opt/eventstore/EventStore.ClusterNode.dll". BATON_TEST_POSTGRES names a PostgreSQL; one is started without it.

Scenarios, all of them unless told:
${SCENARIOS.map(({ name, times, holdMs, what }) => `  ${name.padEnd(16)} ${what} (${times} ×, ${holdMs} ms)`).join('\n')}

Options:
  --times <count>           how often each fault happens, instead of the count above
  --hold-ms <ms>            how long each fault lasts
  --callers <count>         who write all the time (12)
  --red-within-ms <ms>      how soon a process that cannot do its work must say so (8000)
  --json                    the figures as JSON; what happens meanwhile goes to the standard error either way
  --help

Exits with 0 where all was as it should be, 1 where something was not, 2 where it could not be run.
`;

/** What is to be run, and how. */
export interface Options {
  readonly scenarios: readonly Scenario[];
  readonly callers: number;
  readonly redWithinMs: number;
  readonly json: boolean;
  readonly help: boolean;
  /** Starts a node; undefined where it was not said. */
  readonly server: string | undefined;
}

/** Reads the command line; throws a `TypeError` that says what is wrong with it. */
export function optionsOf(args: readonly string[], env: NodeJS.ProcessEnv): Options {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      times: text,
      'hold-ms': text,
      callers: text,
      'red-within-ms': text,
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const known = new Map(SCENARIOS.map((scenario) => [scenario.name, scenario]));
  const unknown = positionals.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new TypeError(`There is no scenario ${unknown.join(', ')}: take some of ${[...known.keys()].join(', ')}.`);
  }
  const count = (name: 'times' | 'hold-ms' | 'callers' | 'red-within-ms'): number | undefined => {
    const value = values[name];
    if (value === undefined) return undefined;
    if (!/^[1-9]\d{0,6}$/.test(value)) throw new TypeError(`--${name} is a whole number from 1 on.`);
    return Number(value);
  };
  const [times, holdMs] = [count('times'), count('hold-ms')];
  const wanted = SCENARIOS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  return {
    scenarios: wanted.map((one) => ({ ...one, times: times ?? one.times, holdMs: holdMs ?? one.holdMs })),
    callers: count('callers') ?? 12,
    redWithinMs: count('red-within-ms') ?? 8000,
    json: values.json ?? false,
    help: values.help ?? false,
    server: env[SERVER] || undefined,
  };
}
