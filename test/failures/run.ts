import { setTimeout as wait } from 'node:timers/promises';
import type { Acknowledged } from '../support/amiss.js';
import { Callers } from './callers.js';
import { check, type Findings } from './check.js';
import type { Office } from './office.js';
import { until } from './patience.js';
import type { Scenario } from './scenarios.js';
import { Watch, type Health } from './watch.js';

/** All must be green for so long before the next fault, milliseconds. */
const QUIET_MS = 3000;

/** What one fault did. */
export interface Round extends Health {
  /** The longest time in which nothing was acknowledged, milliseconds. */
  readonly stallMs: number;
}

/** What came of a scenario. */
export interface Outcome extends Findings {
  readonly scenario: string;
  readonly acknowledged: number;
  readonly errors: Readonly<Record<string, number>>;
  readonly rounds: readonly Round[];
}

/** How a scenario is run. */
export interface Running {
  readonly office: Office;
  /** All that was acknowledged until now, to which comes what is acknowledged. */
  readonly acknowledged: Map<string, Acknowledged>;
  readonly callers: number;
  /** How soon those who cannot do their work must say so, milliseconds. */
  readonly redWithinMs: number;
  readonly said: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Lets callers write while something fails again and again, and then looks at what came of it. */
export async function run(scenario: Scenario, running: Running): Promise<Outcome> {
  const { office, acknowledged, said, signal } = running;
  const before = acknowledged.size;
  const watch = new Watch(office.processes);
  const callers = await Callers.begin(office.clients, running.callers, acknowledged);
  const gaveUp = new AbortController();
  callers.failed.catch((error: unknown) => gaveUp.abort(error));
  const either = AbortSignal.any([signal, gaveUp.signal]);
  try {
    const rounds: Round[] = [];
    for (let round = 0; round < scenario.times; round++) {
      await settled(performance.now(), callers, watch, office, either);
      watch.forget();
      said(`${scenario.name} ${round + 1}/${scenario.times}: ${scenario.what}`);
      const one = await strike(scenario, round, { ...running, signal: either }, callers, watch);
      rounds.push(one);
      said(`  ${lineOf(one)}`);
    }
    await callers.stop();
    said(`${scenario.name}: what was acknowledged, told and shown is looked at`);
    const findings = await check(office, acknowledged, scenario.name);
    const unhealthy = rounds.flatMap((round, index) => untrue(scenario, round, index));
    return {
      scenario: scenario.name,
      acknowledged: acknowledged.size - before,
      errors: callers.errors,
      rounds,
      ...findings,
      amiss: [...findings.amiss, ...unhealthy],
    };
  } catch (error) {
    throw gaveUp.signal.aborted ? gaveUp.signal.reason : error;
  } finally {
    watch.stop();
    callers.abandon();
  }
}

async function strike(
  { aim, holdMs, goesOn, red }: Scenario,
  round: number,
  { office, redWithinMs, signal }: Running,
  callers: Callers,
  watch: Watch,
): Promise<Round> {
  const { strike: hit, lift } = await aim(office, round, signal);
  const struck = performance.now();
  await hit();
  await wait(holdMs, undefined, { signal });
  const lifted = performance.now();
  await lift();
  await settled(performance.now(), callers, watch, office, signal);
  const untrue = red === 'everybody' ? { from: struck + redWithinMs, until: lifted } : undefined;
  return { stallMs: callers.stallSince(struck), ...watch.since(struck, goesOn ? struck : lifted, untrue) };
}

/** Waits until the cluster is whole, all are green for a while, and callers are acknowledged as they were before. */
async function settled(
  from: number,
  callers: Callers,
  watch: Watch,
  { nodes }: Office,
  signal: AbortSignal,
): Promise<void> {
  await nodes.untilWhole(signal);
  await until(
    'all are ready for a while',
    () => {
      const since = watch.greenSince();
      return since !== undefined && performance.now() - Math.max(since, from) > QUIET_MS;
    },
    signal,
  );
  const whole = performance.now();
  await until('commands are acknowledged again', () => callers.since(whole) > 0, signal);
}

/** What was not true of health. */
function untrue({ red, name }: Scenario, { redAfterMs, liars }: Round, index: number): string[] {
  const lied = liars.map((who) => `${name} ${index + 1}: ${who} said that it was ready while it could not be`);
  const silent = red === 'everybody' && Object.keys(redAfterMs).length === 0;
  return [...lied, ...(silent ? [`${name} ${index + 1}: nobody said that anything was wrong`] : [])];
}

function lineOf({ stallMs, redAfterMs, said, readyAgainMs }: Round): string {
  const red = Object.entries(redAfterMs).map(([name, after]) => `${name} after ${Math.round(after)} ms`);
  const why = Object.entries(said).map(([code, [from, to]]) => `${code} ${Math.round(from)}–${Math.round(to)} ms`);
  return [
    `nothing acknowledged for ${Math.round(stallMs)} ms`,
    red.length === 0
      ? 'nobody red'
      : `red: ${red.join(', ')}; all ready again in ${Math.round(readyAgainMs)} ms (${why.join(', ')})`,
  ].join('; ');
}
