import type { CliCommand } from './platform/cli/cli-command.js';
import { runProgram } from './platform/cli/program.js';

/** The commands of `baton`, in the order in which the help lists them. Each lives in a `<verb>.cli.ts`. */
const COMMANDS: Readonly<Record<string, () => Promise<CliCommand>>> = {
  serve: async () => (await import('./platform/cli/serve.cli.js')).serveCommand,
  worker: async () => (await import('./platform/cli/worker.cli.js')).workerCommand,
  token: async () => (await import('./platform/cli/token.cli.js')).tokenCommand,
  import: async () => (await import('./imports/import.cli.js')).importCommand,
  rebuild: async () => (await import('./platform/cli/rebuild.cli.js')).rebuildCommand,
  figures: async () => (await import('./figures/figures.cli.js')).figuresCommand,
  verify: async () => (await import('./audit/verify.cli.js')).verifyCommand,
  replay: async () => (await import('./cases/views/case-replay/replay.cli.js')).replayCommand,
  backup: async () => (await import('./platform/cli/backup.cli.js')).backupCommand,
  restore: async () => (await import('./platform/cli/restore.cli.js')).restoreCommand,
  migrate: async () => (await import('./platform/cli/migrate.cli.js')).migrateCommand,
  config: async () => (await import('./platform/cli/config.cli.js')).configCommand,
  export: async () => (await import('./cases/views/case-export/export.cli.js')).exportCommand,
  events: async () => {
    const sentences = async () => (await import('./cases/views/case-trail/case-trail.sentences.js')).sentenceOf;
    return (await import('./feeds/tail/events.cli.js')).eventsCommand(sentences);
  },
  operations: async () => (await import('./platform/cli/operations.cli.js')).operationsCommand,
  'access-log': async () => (await import('./audit/access-log.cli.js')).accessLogCommand,
};

/**
 * Runs `baton` with its words; the exit code is the answer. Only the commands that are named are loaded, which halves
 * the start of the service; where none is, as for help, all of them.
 */
export async function commandLine(args: readonly string[]): Promise<number> {
  const named = Object.keys(COMMANDS).filter((name) => args.includes(name));
  const wanted = named.length > 0 ? named : Object.keys(COMMANDS);
  const commands = await Promise.all(wanted.flatMap((name) => COMMANDS[name]?.() ?? []));
  return runProgram(async () => (await import('./app.js')).app, commands, args);
}
