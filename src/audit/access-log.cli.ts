import { asField } from '../platform/cli/argument.js';
import type { CliCommand, CliContext } from '../platform/cli/cli-command.js';
import type { AccessEntry } from './views/access-log/access-log.projection.js';
import { AccessLogFilter, entriesOf } from './views/access-log/access-log.query.js';

const PAGE = 500;

const HELP = `
Examples:
  baton access-log
  baton access-log 3f1f5a34-5d0c-4c5e-9d3b-0d3c2f6f1a10
  baton access-log --reader audrey --from 2026-03-01T00:00:00Z --json
`;

type Options = Omit<AccessLogFilter, 'case'>;

/** `baton access-log`: who looked at cases from outside. */
export const accessLogCommand: CliCommand = (program, context) => {
  program
    .command('access-log')
    .description('who looked at cases from outside, the newest first')
    .argument('[case]', 'only looks at this case', asField(AccessLogFilter, 'case'))
    .option('--reader <agent>', 'only looks by this reader', asField(AccessLogFilter, 'reader'))
    .option('--from <instant>', 'only from this instant on, ISO 8601', asField(AccessLogFilter, 'from'))
    .option('--to <instant>', 'only before this instant, ISO 8601', asField(AccessLogFilter, 'to'))
    .addHelpText('after', HELP)
    .action(async (id: string | undefined, options: Options) =>
      show(context, { ...options, ...(id === undefined ? {} : { case: id }) }),
    );
};

async function show(context: CliContext, filter: AccessLogFilter): Promise<void> {
  const reading = await context.openForReading();
  try {
    let after: [string, string] | undefined;
    let count = 0;
    for (;;) {
      const entries = await entriesOf(reading.queries, filter, { limit: PAGE - 1, after });
      for (const entry of entries) context.result(entry, told(entry));
      count += entries.length;
      const last = entries.at(-1);
      if (entries.length < PAGE || !last) break;
      after = [last.readAt, last.id];
    }
    if (count === 0) context.say('Nobody has looked.');
  } finally {
    await reading.close();
  }
}

const told = ({ readAt, reader, department, role, caseId, followed, what, operation }: AccessEntry): string =>
  [
    readAt,
    `${reader} (${department}, ${role})`,
    caseId ?? `the feed of ${followed ?? 'all departments'}`,
    what.join(', ') + (operation === undefined ? '' : ` in ${operation}`),
  ].join('  ');
