import { Command, CommanderError } from 'commander';
import { StartupError } from '../errors/startup-error.js';
import { openBaton } from '../engine/baton.js';
import { readSettings, type Settings } from '../config/settings.js';
import { openLog } from '../logging/log.js';
import type { App } from '../app.js';
import { EXIT, type CliCommand, type CliContext } from './cli-command.js';
import { explainFailure } from './failure.js';

interface Options {
  readonly data?: string;
  readonly json?: true;
}

const AFTER_HELP = `
Exit codes:
  0  done
  1  refused or failed; what is wrong and what to do is on stderr
  2  wrong usage

Settings are environment variables: BATON_DATA, BATON_PORT, BATON_HOST, BATON_DEMO, BATON_LOG_LEVEL, NODE_ENV.
`;

/**
 * Runs the command line.
 * @param args the words after `baton`
 * @returns the exit code
 */
export async function runProgram(app: App, commands: readonly CliCommand[], args: readonly string[]): Promise<number> {
  const program = new Command('baton')
    .description('Case handling that never drops the customer.')
    .option('--data <folder>', 'the data folder, instead of BATON_DATA')
    .option('--json', 'answers as JSON, for programs')
    .addHelpText('after', AFTER_HELP)
    .showHelpAfterError('(add --help for what there is)')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride();
  const context = contextOf(app, () => program.opts<Options>());
  for (const add of commands) add(program, context);
  for (const command of program.commands) command.exitOverride().showHelpAfterError('(add --help for what there is)');
  try {
    await program.parseAsync([...args], { from: 'user' });
    return EXIT.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    process.stderr.write(explainFailure(error, program.opts<Options>().json === true));
    return EXIT.failed;
  }
}

function contextOf(app: App, options: () => Options): CliContext {
  const settings = (): Settings => {
    const { data } = options();
    return readSettings({ ...process.env, ...(data === undefined ? {} : { BATON_DATA: data }) });
  };
  const context: CliContext = {
    app,
    settings,
    log: () => openLog(settings()),
    open: (onProgress) =>
      openBaton({
        dataFolder: settings().dataFolder,
        projections: app.projections,
        log: openLog(settings()),
        ...(onProgress === undefined ? {} : { onProgress }),
      }),
    say: (line) => void (options().json ?? process.stdout.write(`${line}\n`)),
    result: (json, text) => void process.stdout.write(`${options().json ? JSON.stringify(json) : text}\n`),
  };
  return context;
}

/** Refuses a command of the command line that needs another way of being asked. */
export const refuseUsage = (message: string, remedy: string): never => {
  throw new StartupError('USAGE', message, remedy);
};
