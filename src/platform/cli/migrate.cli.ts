import { isDeepStrictEqual } from 'node:util';
import { InvalidArgumentError } from 'commander';
import { moveLog, StoreFailed, type Moved, type MoveStep } from '@baton/event-store';
import { withoutRemedy } from '../data-folder/folder-trouble.js';
import { StartupError } from '../errors/startup-error.js';
import { UsageError } from '../errors/usage-error.js';
import { onStop } from '../serving/signals.js';
import type { CliCommand, CliContext } from './cli-command.js';
import { progressBar, type ProgressBar } from './progress.js';

interface Options {
  readonly from: string;
  readonly to: string;
  readonly fromPrefix?: string;
  readonly toPrefix?: string;
  readonly overlap: number;
  readonly ahead?: true;
}

const HELP = `
An engine is named as
  sqlite:<data folder>                      the embedded engine; sqlite alone is the data folder of the settings
  esdb://user:password@host:2113?tls=true   EventStoreDB; eventstoredb alone is that of BATON_EVENTSTOREDB

The target is empty, or what an earlier run began: run again, it goes on where it was. In the end both logs are verified
and have the same root. Neither the source nor anything else in the target is changed.

Examples:
  baton migrate --from sqlite:./data --to "esdb://127.0.0.1:2113?tls=false"
  baton migrate --from sqlite --to eventstoredb --ahead
  baton migrate --from eventstoredb --to sqlite:./back
`;

/** `baton migrate`: moves the events to another engine. */
export const migrateCommand: CliCommand = (program, context) => {
  program
    .command('migrate')
    .description('copy every event to another engine, and verify that both hold the same')
    .requiredOption('--from <engine>', 'where the events are')
    .requiredOption('--to <engine>', 'where they are to be')
    .option(
      '--from-prefix <prefix>',
      'what the streams begin with there, in EventStoreDB; baton. or that of the settings unless told',
    )
    .option(
      '--to-prefix <prefix>',
      'what the streams shall begin with there, in EventStoreDB; baton. or that of the settings unless told',
    )
    .option(
      '--overlap <appends>',
      'appends under way at once to an EventStoreDB; with more than one, only the order within streams is kept',
      appends,
      1,
    )
    .option('--ahead', 'copy what is there while the service runs; run it without this when the service has stopped')
    .addHelpText('after', HELP)
    .action(async (options: Options) => migrate(context, options));
};

/** Appends of one transaction of the embedded engine, which stores in the order in which it is asked. */
const AT_ONCE_EMBEDDED = 256;

async function migrate(context: CliContext, options: Options): Promise<void> {
  const { logPlace, inWords, openSource, openTarget } = await import('../engine/log-place.js');
  const { Closing } = await import('../engine/closing.js');
  const settings = () => context.settings();
  const from = logPlace(options.from, options.fromPrefix, settings);
  const to = logPlace(options.to, options.toPrefix, settings);
  if (isDeepStrictEqual(from, to)) {
    throw new UsageError('SAME_ENGINE', `${inWords(from)} is source and target`, 'Name another target.');
  }
  const ahead = options.ahead === true;
  const interrupted = new AbortController();
  const noLonger = onStop(() => interrupted.abort());
  const closing = new Closing((error) => context.log().warn(`something else failed to close, too: ${String(error)}`));
  const bars = new Bars(context);
  const began = performance.now();
  try {
    const moved = await moveLog({
      source: await openSource(from, ahead, closing),
      target: await openTarget(to, closing),
      atOnce: to.engine === 'sqlite' ? AT_ONCE_EMBEDDED : options.overlap,
      ahead,
      signal: interrupted.signal,
      onProgress: (step, share, events) => bars.at(step, share, events),
    });
    bars.done();
    const seconds = Math.round((performance.now() - began) / 10) / 100;
    const places = { from: inWords(from), to: inWords(to) };
    context.result({ ...places, ...moved, complete: !ahead, seconds }, told(places, moved, seconds));
  } catch (error) {
    throw error instanceof StoreFailed ? brokenOff(error) : error;
  } finally {
    bars.stop();
    noLonger();
    await closing.close();
  }
}

/** A failure of either engine, said to one who runs a command again rather than keeps a service. */
function brokenOff(error: StoreFailed): StartupError {
  const remedy = `${error.remedy}. Then run it again: it goes on where it was.`;
  return new StartupError(error.code, withoutRemedy(error), remedy, { cause: error });
}

function told(places: { readonly from: string; readonly to: string }, moved: Moved, seconds: number): string {
  const { events, streams, written, root } = moved;
  const count = (number: number): string => number.toLocaleString('en');
  const copied = `${count(written)} of ${count(events)} events were written to ${places.to} in ${seconds} s.`;
  if (root === undefined) {
    return `${copied}\nThe rest is copied, and all of it verified, when the service has stopped and this is run without --ahead.`;
  }
  return (
    `${copied}\n${count(events)} events of ${count(streams)} streams are there as they are in ${places.from}.\n` +
    `root ${root} on both sides\n` +
    'What else moves along, and what must not: docs/how-to/move-between-engines.md.'
  );
}

const NAMES: Readonly<Record<MoveStep, string>> = {
  look: 'look at the target',
  copy: 'copy',
  verify: 'verify the target',
};

/** A bar for each step, one after another. */
class Bars {
  private current: { readonly step: MoveStep; readonly bar: ProgressBar } | undefined;

  constructor(private readonly context: CliContext) {}

  at(step: MoveStep, share: number, events: number): void {
    if (this.current?.step !== step) {
      this.done();
      this.current = { step, bar: progressBar(NAMES[step], (line) => this.context.say(line)) };
    }
    this.current.bar.at(share, `${events.toLocaleString('en')} events`);
  }

  done(): void {
    this.current?.bar.done();
    this.current = undefined;
  }

  stop(): void {
    this.current?.bar.stop();
    this.current = undefined;
  }
}

function appends(value: string): number {
  const count = Number(value);
  if (Number.isInteger(count) && count >= 1 && count <= 1000) return count;
  throw new InvalidArgumentError('a whole number from 1 to 1000');
}
