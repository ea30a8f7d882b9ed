import { untilStopped } from '../serving/signals.js';
import type { Worker } from '../serving/worker.js';
import type { CliCommand, CliContext } from './cli-command.js';
import { saidOfListening, withListening, type ListeningOptions } from './listening-options.js';

const HELP = `
Any number of workers may run: one builds, the others wait for its turn to end. At its address there are /health/live,
/health/ready and /metrics, and nothing else.

Examples:
  baton worker --port 3001
`;

/** `baton worker`: builds the views of a cluster and runs the policies until it is stopped. */
export const workerCommand: CliCommand = (program, context) => {
  withListening(program.command('worker'))
    .description('build the views for several services, and do what is due by itself, until Ctrl-C')
    .addHelpText('after', HELP)
    .action(async (options: ListeningOptions) => work(context, options));
};

async function work(context: CliContext, options: ListeningOptions): Promise<void> {
  const settings = context.settings(saidOfListening(options));
  const app = await context.app();
  const { startWorker } = await import('../serving/worker.js');
  await untilStopped(
    () => startWorker(app, settings, context.log()),
    (worker) => announce(context, worker),
    () => context.say('\nThe worker finishes its batch and stops.'),
  );
}

function announce(context: CliContext, { url, engine }: Worker): Promise<void> {
  const facts = { health: `${url}/health/ready`, engine };
  const lines = [
    'A worker of Baton is running.',
    '',
    `  health  ${facts.health}`,
    `  events  ${engine}`,
    '',
    'Ctrl-C stops it.',
  ];
  context.result(facts, lines.join('\n'));
  return Promise.resolve();
}
