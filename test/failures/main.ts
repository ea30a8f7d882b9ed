/**
 * The failures of a real cluster under load, against Baton itself: `npm run failures`. See
 * docs/how-to/run-several.md.
 */
import { availableParallelism, loadavg } from 'node:os';
import type { Acknowledged } from '../support/amiss.js';
import { tableOf } from './figures.js';
import { Office } from './office.js';
import { optionsOf, SERVER, USAGE, type Options } from './options.js';
import { run, type Outcome } from './run.js';

const began = performance.now();
const said = (line: string): void => {
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stderr.write(`${seconds.padStart(7)} s  ${line}\n`);
};

/** Exit codes as shells expect them of who was told to stop. */
const STOPPED = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

async function main(): Promise<number> {
  let options: Options;
  try {
    options = optionsOf(process.argv.slice(2), process.env);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const { server } = options;
  if (server === undefined) {
    process.stderr.write(`${SERVER} is missing: no node of EventStoreDB can be started.\n\n${USAGE}`);
    return 2;
  }
  const measured = { cores: availableParallelism(), loadBefore: loadavg()[0] ?? NaN, callers: options.callers };
  const outcomes = await office(server, options);
  const amiss = outcomes.flatMap((outcome) => outcome.amiss.map((what) => `${outcome.scenario}: ${what}`));
  if (options.json) process.stdout.write(`${JSON.stringify({ ...measured, outcomes }, null, 2)}\n`);
  else {
    process.stdout.write(`${tableOf(outcomes)}\n\n`);
    process.stdout.write(
      `${measured.callers} callers at two services, four feeds, two workers, three nodes and PostgreSQL on the same ` +
        `${measured.cores} cores; load average before ${measured.loadBefore.toFixed(2)}. Ready again: since the fault where ` +
        `a majority was left, else since it was mended.\n`,
    );
  }
  for (const what of amiss) process.stderr.write(`WRONG: ${what}\n`);
  return amiss.length === 0 ? 0 : 1;
}

/** Runs the scenarios, one after the other, at one office; all of it has ended when this returns or throws. */
async function office(server: string, { scenarios, callers, redWithinMs }: Options): Promise<Outcome[]> {
  const ending = new AbortController();
  for (const [signal, code] of Object.entries(STOPPED)) {
    process.once(signal, () => {
      // Whoever says so twice does not wait.
      process.once(signal, () => process.exit(code));
      process.exitCode = code;
      said(`${signal}: all is ended`);
      ending.abort(new Error(`stopped by ${signal}`));
    });
  }
  const { signal } = ending;
  const opened = await Office.open(server, said, signal);
  try {
    const acknowledged = new Map<string, Acknowledged>();
    const outcomes: Outcome[] = [];
    for (const scenario of scenarios) {
      outcomes.push(await run(scenario, { office: opened, acknowledged, callers, redWithinMs, said, signal }));
    }
    return outcomes;
  } finally {
    await opened.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  // Whoever stopped it knows why.
  if (process.exitCode === undefined) process.stderr.write(`${(error as Error).stack ?? String(error)}\n`);
  process.exitCode ??= 1;
}
// Nothing that was left open keeps it.
process.exit();
