import { Command, CommanderError } from 'commander';
import type { OnProgress, RunnerLog } from '@baton/projections';
import { SETTINGS } from '../config/described-settings.js';
import { effectiveSettings, readSettings, type SaidSettings } from '../config/settings.js';
import type { App } from '../app.js';
import type { OpenBaton } from '../engine/baton.js';
import { UsageError } from '../errors/usage-error.js';
import { openLog } from '../logging/log.js';
import { EXIT, type CliCommand, type CliContext } from './cli-command.js';
import { writeOut } from './document-out.js';
import { explainFailure } from './failure.js';
import { listenedTo } from './output.js';

interface Options {
  readonly data?: string;
  readonly config?: string;
  readonly json?: true;
}

/** The file of settings that is read where it is there and no other is named. */
const USUAL_FILE = './baton.yaml';

const inLines = (names: readonly string[]): string => names.join(', ').replace(/(.{80,110}?,) /g, '$1\n');

const AFTER_HELP = `
Exit codes:
  0  done
  1  refused or failed; what is wrong and what to do is on stderr
  2  wrong usage

Settings are environment variables, or lines of a YAML file (--config, BATON_CONFIG, or ${USUAL_FILE} where baton is run):
${inLines(SETTINGS.map(({ variable }) => variable))}
docs/settings.md says what each does, baton config what is in effect.
`;

/** Where a program is run: the process, or what a spec puts in its place. */
export interface Terminal {
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/**
 * Runs the command line.
 * @param app loads the application, for the commands that need it
 * @param args the words after `baton`
 * @returns the exit code
 */
export async function runProgram(
  app: () => Promise<App>,
  commands: readonly CliCommand[],
  args: readonly string[],
  terminal: Terminal = process,
): Promise<number> {
  const json = asksForJson(args);
  const output = listenedTo(terminal.stdout);
  // What stderr does not take there is nobody to tell.
  listenedTo(terminal.stderr);
  const program = new Command('baton')
    .description('Case handling that never drops the customer.')
    .option('--data <folder>', 'the data folder, instead of BATON_DATA')
    .option('--config <file>', 'the YAML file of settings, instead of BATON_CONFIG')
    .option('--json', 'answers as JSON, for programs')
    .addHelpText('after', AFTER_HELP)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => void terminal.stdout.write(text),
      writeErr: (text) => void (json || terminal.stderr.write(text)),
      // Told as every failure, below.
      outputError: () => undefined,
    })
    .exitOverride();
  const context = contextOf(app, () => program.opts<Options>(), terminal);
  for (const add of commands) add(program, context);
  for (const command of program.commands) govern(command);
  try {
    await program.parseAsync([...args], { from: 'user' }).catch(unlessHelp);
    const unwritten = await output.settled();
    if (unwritten) throw unwritten;
    return EXIT.done;
  } catch (thrown) {
    // What the output does not take is told in words of its own, whatever the command made of it.
    const error: unknown = (await output.settled()) ?? thrown;
    // Whoever names no command has been shown the help.
    const helped = error instanceof CommanderError && error.code === 'commander.help';
    if (json || !helped) terminal.stderr.write(explainFailure(error, json));
    return error instanceof CommanderError || error instanceof UsageError ? EXIT.usage : EXIT.failed;
  }
}

/** The parser ends with an error also where all that was asked for is help. */
function unlessHelp(error: unknown): void {
  if (!(error instanceof CommanderError && error.exitCode === 0)) throw error;
}

/** Whether JSON is asked for, in words that may themselves be wrong. */
function asksForJson(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? args.length : end).includes('--json');
}

/** Makes a command and those below it end as the whole does. */
function govern(command: Command): void {
  command.exitOverride();
  for (const below of command.commands) govern(below);
}

function contextOf(app: () => Promise<App>, options: () => Options, terminal: Terminal): CliContext {
  const said = (own: Readonly<Record<string, string>> = {}): SaidSettings => {
    const { data, config } = options();
    return { file: config, usualFile: USUAL_FILE, options: { ...(data === undefined ? {} : { data }), ...own } };
  };
  const settings: CliContext['settings'] = (own) => readSettings(terminal.env, said(own));
  const opening = async (onProgress: OnProgress | undefined): Promise<OpenBaton> => {
    const { dataFolder, cluster, ...rest } = settings();
    const { projections } = await app();
    return {
      dataFolder,
      cluster,
      projections,
      log: warningsOf(openLog(rest)),
      ...(onProgress === undefined ? {} : { onProgress }),
    };
  };
  return {
    app,
    settings,
    effectiveSettings: () => effectiveSettings(terminal.env, said()),
    log: () => openLog(settings()),
    open: async (onProgress) => (await import('../engine/opening.js')).openBaton(await opening(onProgress)),
    openToBuild: async (anew) =>
      (await import('../engine/opening.js')).openBaton({ ...(await opening(undefined)), builds: true, anew }),
    openForReading: async (onProgress) =>
      (await import('../engine/reading.js')).openForReading(await opening(onProgress)),
    say: (line) => void (options().json ?? terminal.stdout.write(`${line}\n`)),
    write: (pieces) => writeOut(terminal.stdout, pieces),
    result: (json, text) => void terminal.stdout.write(`${options().json ? JSON.stringify(json) : text}\n`),
  };
}

/** What ends the views ends the command too, which then says it: in the log it would stand a second time. */
const warningsOf = (log: RunnerLog): RunnerLog => ({
  warn: (message) => log.warn(message),
  error: () => undefined,
});
