import { accessLogCommand } from './audit/access-log.cli.js';
import { verifyCommand } from './audit/verify.cli.js';
import { exportCommand } from './cases/views/case-export/export.cli.js';
import { replayCommand } from './cases/views/case-replay/replay.cli.js';
import { eventsCommand } from './feeds/tail/events.cli.js';
import { figuresCommand } from './figures/figures.cli.js';
import { importCommand } from './imports/import.cli.js';
import { configCommand } from './platform/cli/config.cli.js';
import { operationsCommand } from './platform/cli/operations.cli.js';
import { rebuildCommand } from './platform/cli/rebuild.cli.js';
import { runProgram } from './platform/cli/program.js';
import { serveCommand } from './platform/cli/serve.cli.js';
import { tokenCommand } from './platform/cli/token.cli.js';

/** Runs `baton` with its words; the exit code is the answer. Each command lives in a `<verb>.cli.ts`. */
export const commandLine = (args: readonly string[]): Promise<number> =>
  runProgram(
    async () => (await import('./app.js')).app,
    [
      serveCommand,
      tokenCommand,
      importCommand,
      rebuildCommand,
      figuresCommand,
      verifyCommand,
      replayCommand,
      configCommand,
      exportCommand,
      eventsCommand(async () => (await import('./cases/views/case-trail/case-trail.sentences.js')).sentenceOf),
      operationsCommand,
      accessLogCommand,
    ],
    args,
  );
