import { Option } from 'commander';
import { asCaseId } from '../../../platform/cli/argument.js';
import type { CliCommand, CliContext } from '../../../platform/cli/cli-command.js';
import { writeFileWhole } from '../../../platform/cli/whole-file.js';
import { systemClock } from '../../../platform/clock/clock.js';
import { StartupError } from '../../../platform/errors/startup-error.js';
import type { CaseHistory } from './case-history.js';
import type { ExportFormatName } from './formats.js';

interface Options {
  readonly format: ExportFormatName;
  readonly out?: string;
  readonly force?: true;
}

const HELP = `
Formats:
  json   every event exactly as it is stored, with its hash and how to check it without Baton
  html   one page to read, search and print: no network, no script
  xes    an event log of one trace (IEEE 1849-2016), for process mining
  ocel   an object-centric event log (OCEL 2.0, JSON)

Reads beside a running service too. A file is written whole or not at all, and only its owner may read it.

Examples:
  baton export 3f1f5a34-5d0c-4c5e-9d3b-0d3c2f6f1a10 > case.json
  baton export 3f1f5a34-5d0c-4c5e-9d3b-0d3c2f6f1a10 --format html --out case.html
`;

/** `baton export`: the whole history of a case as a file for others. */
export const exportCommand: CliCommand = (program, context) => {
  program
    .command('export')
    .description('write the whole history of a case, with its hashes, as a file for others')
    .argument('<case>', 'the id of the case', asCaseId)
    .addOption(
      new Option('--format <format>', 'the file format').choices(['json', 'xes', 'ocel', 'html']).default('json'),
    )
    .option('--out <file>', 'the file to write; the standard output when absent or -')
    .option('--force', 'write over a file that is there already')
    .addHelpText('after', HELP)
    .action(async (id: string, options: Options) => exportCase(context, id, options));
};

async function exportCase(context: CliContext, id: string, { format, out = '-', force }: Options): Promise<void> {
  const { EXPORT_FORMATS } = await import('./formats.js');
  const history = await historyFrom(context, id);
  if (history.bad && format !== 'json') throw broken(history, `No ${format} was written. `);
  const pieces = EXPORT_FORMATS[format](history);
  if (out === '-') await context.write(pieces);
  else {
    writeFileWhole(out, pieces, { overwrite: force === true });
    const events = history.stored.length;
    context.result({ file: out, format, events, verified: history.bad === undefined }, `${events} events: ${out}`);
  }
  if (history.bad) throw broken(history, '');
}

async function historyFrom(context: CliContext, id: string): Promise<CaseHistory> {
  const { chosenStoredLog } = await import('../../../platform/engine/chosen-log.js');
  const { historyIn } = await import('./case-history.js');
  const log = await chosenStoredLog(context.settings());
  try {
    const history = await historyIn(log, id, systemClock.now());
    if (history) return history;
    throw new StartupError('CASE_UNKNOWN', `There is no case ${id}`, 'Give the id of a case, as searchCases lists it.');
  } finally {
    await log.close();
  }
}

function broken({ bad }: CaseHistory, written: string): StartupError {
  const { stream = '', revision = 0, position = '', why = '' } = bad ?? {};
  return new StartupError(
    'CHAIN_BROKEN',
    `${stream}, revision ${revision}, position ${position}: ${why}`,
    `${written}--format json tells all that is stored, as it is; find out who wrote to the file, and restore the events from a backup.`,
  );
}
