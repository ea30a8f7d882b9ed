import type { Command } from 'commander';
import type { CliCommand, CliContext } from '../platform/cli/cli-command.js';
import { viewFailureFor } from '../platform/cli/failure.js';
import { eventsTaken, progressBar } from '../platform/cli/progress.js';
import { StartupError } from '../platform/errors/startup-error.js';
import { UsageError } from '../platform/errors/usage-error.js';
import type { LogFormat } from './mapping/case-mapping.js';
import { onStop } from '../platform/serving/signals.js';
import { loadProfile } from './profiles/profile-file.js';
import { ImportFailed, placeOf, type ImportProblem } from './reader/import-problem.js';
import { ImportEnded, importLog } from './run/import-log.js';
import type { ImportSummary } from './run/import-run.js';
import { leftOut, summedUp } from './run/import-words.js';

/** So many problems are told one by one; the others are counted. */
const TOLD = 1000;

const EXAMPLES = {
  xes: 'baton import xes docs/samples/office.xes --profile office',
  csv: 'baton import csv docs/samples/office.csv --profile office',
};

/** `baton import xes|csv`: imports the log of another system as the past. */
export const importCommand: CliCommand = (program, context) => {
  const group = program.command('import').description('import the log of another system as the past');
  const formats: readonly (readonly [LogFormat, string])[] = [
    ['xes', 'an XES log (IEEE 1849), plain or gzip'],
    ['csv', 'a CSV with a header line, plain or gzip'],
  ];
  for (const [format, about] of formats) describe(group.command(format), format, about, context);
};

function describe(command: Command, format: LogFormat, about: string, context: CliContext): void {
  command
    .description(`import ${about}`)
    .argument('<file>', 'the log')
    .requiredOption(
      '--profile <profile>',
      'what its columns mean: the name of a shipped profile, or a YAML or JSON file',
    )
    .addHelpText(
      'after',
      `\nEach case is imported whole or left out and reported; run again, it goes on and imports nothing twice.\n\nExample:\n  ${EXAMPLES[format]}\n`,
    )
    .exitOverride()
    .showHelpAfterError('(add --help for what there is)')
    .action(async (file: string, { profile }: { profile: string }) => {
      try {
        await importFile(context, format, file, profile);
      } catch (error) {
        throw error instanceof ImportFailed ? refused(error) : viewFailureFor(error, 'run the import again');
      }
    });
}

async function importFile(context: CliContext, format: LogFormat, path: string, profileName: string): Promise<void> {
  const profile = await loadProfile(profileName);
  const interrupted = new AbortController();
  const noLonger = onStop(() => interrupted.abort());
  const views = lazily(() => progressBar('views', (line) => context.say(line)));
  const baton = await context.open(({ share, events }) => views.get().at(share, eventsTaken(events)));
  try {
    const told: ImportProblem[] = [];
    const bar = progressBar('import', (line) => context.say(line));
    const began = performance.now();
    const { summary, cause } = await untilEnd(
      importLog({
        ...{ format, path, profile, store: baton.store },
        now: () => baton.clock.now(),
        onProblem: (problem) => void (told.length < TOLD && told.push(problem)),
        onProgress: (read, bytes) => bar.at(read / bytes, `${Math.round(read / 1024)} KiB`),
        signal: interrupted.signal,
      }),
    );
    const seconds = (performance.now() - began) / 1000;
    bar.done();
    for (const problem of told) process.stderr.write(`${inWords(problem)}\n`);
    await baton.catchUp();
    views.known?.done();
    conclude(context, { file: path, profile: profile.name, ...summary, seconds, problemsTold: told }, cause);
  } finally {
    noLonger();
    await baton.close();
  }
}

type Ended = { readonly summary: ImportSummary; readonly cause?: unknown };

async function untilEnd(importing: Promise<ImportSummary>): Promise<Ended> {
  try {
    return { summary: await importing };
  } catch (error) {
    if (!(error instanceof ImportEnded)) throw error;
    // It did not begin: there is nothing to sum up.
    if (error.summary.cases === 0 && error.cause instanceof ImportFailed) throw causeOf(error.cause);
    return error;
  }
}

interface Report extends ImportSummary {
  readonly file: string;
  readonly profile: string;
  readonly seconds: number;
  readonly problemsTold: readonly ImportProblem[];
}

/** The final line; then, where the import did not reach its end or something was left out, why that is a failure. */
function conclude(context: CliContext, { problemsTold, ...report }: Report, cause: unknown): void {
  const perSecond = Math.round((report.eventsWritten + report.eventsAlreadyThere) / report.seconds);
  const seconds = Math.round(report.seconds * 100) / 100;
  context.result(
    { ...report, seconds, eventsPerSecond: perSecond, problemsTold },
    summedUp(report, seconds, perSecond),
  );
  if (cause !== undefined) throw causeOf(cause);
  if (report.problems === 0) return;
  throw new StartupError(
    'IMPORT_INCOMPLETE',
    leftOut(report),
    'Mend what the lines above name and run the import again: it adds what is missing.',
  );
}

function causeOf(cause: unknown): unknown {
  if (cause instanceof ImportFailed) return refused(cause);
  if (!(cause instanceof Error) || cause.name !== 'AbortError') return cause;
  return new StartupError('INTERRUPTED', 'The import was stopped', 'Run it again: it goes on where it was.');
}

function refused(failure: ImportFailed): StartupError {
  const place = placeOf(failure);
  const message = place === '' ? failure.message : `${place}: ${failure.message}`;
  const Kind = failure.code === 'PROFILE_UNKNOWN' ? UsageError : StartupError;
  return new Kind(failure.code, message, failure.remedy, { cause: failure });
}

const inWords = (problem: ImportProblem): string =>
  `${placeOf(problem)}: ${problem.message} (${problem.code})\n  ${problem.remedy}`;

/** Something made when it is needed first. */
function lazily<T>(make: () => T): { get(): T; readonly known: T | undefined } {
  let known: T | undefined;
  return {
    get: () => (known ??= make()),
    get known() {
      return known;
    },
  };
}
