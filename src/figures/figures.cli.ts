import type { Command } from 'commander';
import { asField } from '../platform/cli/argument.js';
import type { CliCommand, CliContext } from '../platform/cli/cli-command.js';
import { definitions } from './definitions.js';
import { FiguresOfCases } from './views/service-figures/figures-of-cases.js';
import { FiguresFilter, type ServiceFigures } from './views/service-figures/service-figures.result.js';

/** `baton figures`: the figures of service, and what each of them counts. */
export const figuresCommand: CliCommand = (program, context) => {
  const figures = program.command('figures').description('figures of service, each with one definition');
  options(figures.command('transfers'))
    .description('cases, departments, transfers, ping-pong and durations')
    .addHelpText('after', '\nExamples:\n  baton figures transfers\n  baton figures transfers --segment Major --json\n')
    .action(async (filter: FiguresFilter) => showTransfers(context, filter));
  figures
    .command('definitions')
    .description('what each figure counts, and in which unit')
    .action(() => {
      const lines = definitions.map(({ name, version, words, unit }) => `${name} (v${version}, ${unit})\n    ${words}`);
      context.result(definitions, lines.join('\n'));
    });
};

const options = (command: Command): Command =>
  command
    .option(
      '--from <instant>',
      'only cases that began at this instant or later, ISO 8601',
      asField(FiguresFilter, 'from'),
    )
    .option('--to <instant>', 'only cases that began before this instant, ISO 8601', asField(FiguresFilter, 'to'))
    .option('--segment <segment>', 'only cases of this segment', asField(FiguresFilter, 'segment'))
    .option(
      '--department <code>',
      'only cases that this department was ever accountable for',
      asField(FiguresFilter, 'department'),
    );

async function showTransfers(context: CliContext, filter: FiguresFilter): Promise<void> {
  const reading = await context.openForReading();
  try {
    const figures = await new FiguresOfCases(reading.queries).figures(filter);
    context.result(figures, told(figures));
  } finally {
    await reading.close();
  }
}

const rounded = (value: number, digits: number): string => value.toFixed(digits);

/** The figures as a person reads them: a line each, names to the left. */
function told(figures: ServiceFigures): string {
  const { worstPair: worst, topTransfer: top } = figures;
  const lines: [string, string | number][] = [
    ['cases', figures.cases],
    ['steps', figures.steps],
    ['departments', figures.departments],
    [
      'departments per case',
      `${rounded(figures.departmentsPerCaseMean, 3)} mean, ${figures.departmentsPerCaseMax} at most`,
    ],
    ['transfers', figures.transfers],
    ['transfers per case', `${rounded(figures.transfersPerCaseMean, 2)} mean, ${figures.transfersPerCaseMax} at most`],
    ['cases never transferred', figures.casesNeverTransferred],
    ['returns', figures.returns],
    ['ping-pong', `${figures.bounces} bounces in ${figures.pingPongCases} cases`],
    ['worst pair', worst ? `${worst.one} and ${worst.other}, ${worst.count} bounces` : 'none'],
    ['top transfer', top ? `${top.one} to ${top.other}, ${top.count} times` : 'none'],
    ['declines', figures.declines],
    ...figures.chainAlarms.map(({ level, cause, alarms, raised, cases }): [string, string] => [
      `${level.toLowerCase()}: ${cause.toLowerCase().replaceAll('_', ' ')}`,
      `${alarms} in ${cases} cases (${raised} raised, the others only by the rules)`,
    ]),
    [
      'highest alarm',
      figures.alarmedCases.map(({ level, cases }) => `${level.toLowerCase()} ${cases}`).join(', ') || 'none',
    ],
    ['reopenings', figures.reopenings],
    [
      'duration, days',
      `${rounded(figures.durationMedianDays, 1)} median, ${rounded(figures.durationMeanDays, 1)} mean, ${rounded(figures.durationMaxDays, 0)} at most`,
    ],
    [
      'never resolved or closed',
      `${figures.neverResolvedOrClosed} (${figures.unresolved} open, ${figures.resolvedInContactOnly} resolved in a contact only)`,
    ],
    [
      'longest chains',
      figures.longestChains
        .map(({ reference, caseId, transfers }) => `${reference ?? caseId} (${transfers})`)
        .join(', ') || 'none',
    ],
  ];
  return lines.map(([name, value]) => `${name.padEnd(26)}${value}`).join('\n');
}
