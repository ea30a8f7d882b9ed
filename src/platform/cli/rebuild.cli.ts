import type { ProjectionRunner } from '@baton/projections';
import { UsageError } from '../errors/usage-error.js';
import type { CliCommand, CliContext } from './cli-command.js';
import { eventsTaken, progressBar } from './progress.js';

/** `baton rebuild`: builds views anew from the events. */
export const rebuildCommand: CliCommand = (program, context) => {
  program
    .command('rebuild')
    .description('build views anew from the events; all of them unless named')
    .argument('[views...]', 'names of views, as /health/ready lists them')
    .addHelpText('after', '\nExamples:\n  baton rebuild\n  baton rebuild customer_card promise_ledger\n')
    .action(async (views: string[]) => rebuild(context, views));
};

async function rebuild(context: CliContext, wanted: readonly string[]): Promise<void> {
  const known = (await context.app()).projections.map(({ name }) => name);
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new UsageError(
      'VIEW_UNKNOWN',
      `There is no view ${unknown.join(', ')}`,
      `The views are ${known.join(', ')}.`,
    );
  }
  const baton = await context.openToBuild(wanted.length === 0);
  const { runner } = baton;
  try {
    if (!runner) throw new Error('An engine that is opened to build has what builds');
    await runner.start();
    for (const name of wanted.length > 0 ? wanted : known) await rebuildOne(context, runner, name);
    const rebuilt = wanted.length > 0 ? wanted : known;
    context.result({ rebuilt }, `${rebuilt.length} views were built anew.`);
  } finally {
    await baton.close();
  }
}

async function rebuildOne(context: CliContext, runner: ProjectionRunner, name: string): Promise<void> {
  const progress = progressBar(name, (line) => context.say(line));
  await runner.rebuild(name, { onProgress: ({ events, share }) => progress.at(share, eventsTaken(events)) });
  progress.done();
}
