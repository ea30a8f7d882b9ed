import type { Command } from 'commander';
import { fieldsOf } from '@baton/fields';
import { asField } from '../platform/cli/argument.js';
import type { CliCommand, CliContext } from '../platform/cli/cli-command.js';
import { definitions } from './definitions.js';
import { RatingFilter } from './views/contact-ratings/contact-ratings.result.js';
import { RatingsOfContacts } from './views/contact-ratings/ratings-of-contacts.js';
import { HandoffFilter, type HandoffQuality } from './views/handoff-quality/handoff-quality.result.js';
import { HandoffsOfDepartments } from './views/handoff-quality/handoffs-of-departments.js';
import { FiguresOfPromises } from './views/promise-figures/figures-of-promises.js';
import { PromiseFiguresFilter, type PromiseFigures } from './views/promise-figures/promise-figures.result.js';
import { FiguresOfCases } from './views/service-figures/figures-of-cases.js';
import { FiguresFilter, type ServiceFigures } from './views/service-figures/service-figures.result.js';

/** `baton figures`: the figures of service, and what each of them counts. */
export const figuresCommand: CliCommand = (program, context) => {
  const figures = program.command('figures').description('figures of service, each with one definition');
  options(figures.command('transfers'), FiguresFilter)
    .description('cases, departments, transfers, ping-pong and durations')
    .addHelpText('after', '\nExamples:\n  baton figures transfers\n  baton figures transfers --segment Major --json\n')
    .action(async (filter: FiguresFilter) => showTransfers(context, filter));
  options(figures.command('handoffs'), HandoffFilter)
    .description('how well departments hand over')
    .addHelpText('after', '\nExamples:\n  baton figures handoffs --from 2026-03-01T00:00:00Z\n')
    .action(async (filter: HandoffFilter) => showHandoffs(context, filter));
  options(figures.command('ratings'), RatingFilter)
    .description('what customers said of contacts, by department, segment and month')
    .addHelpText('after', '\nExamples:\n  baton figures ratings --department shop\n')
    .action(async (filter: RatingFilter) => showRatings(context, filter));
  options(figures.command('promises'), PromiseFiguresFilter)
    .description('how promises were kept, by department, segment and month')
    .addHelpText('after', '\nExamples:\n  baton figures promises --department shop --from 2026-03-01T00:00:00Z\n')
    .action(async (filter: PromiseFiguresFilter) => showPromises(context, filter));
  figures
    .command('definitions')
    .description('what each figure counts, and in which unit')
    .action(() => {
      const lines = definitions.map(({ name, version, words, unit }) => `${name} (v${version}, ${unit})\n    ${words}`);
      context.result(definitions, lines.join('\n'));
    });
};

type Filter = typeof FiguresFilter | typeof HandoffFilter | typeof RatingFilter | typeof PromiseFiguresFilter;

/** The options of a filter, described by its fields. */
const options = (command: Command, filter: Filter): Command =>
  command
    .option('--from <instant>', `${described(filter, 'from')}, ISO 8601`, asField(filter, 'from'))
    .option('--to <instant>', `${described(filter, 'to')}, ISO 8601`, asField(filter, 'to'))
    .option('--segment <segment>', described(filter, 'segment'), asField(filter, 'segment'))
    .option('--department <code>', described(filter, 'department'), asField(filter, 'department'));

const described = (filter: Filter, name: string): string => {
  const description = fieldsOf(filter).find((field) => field.name === name)?.description ?? name;
  return description.charAt(0).toLowerCase() + description.slice(1);
};

/** How many departments are read at once. */
const DEPARTMENTS_AT_ONCE = 100;

async function showHandoffs(context: CliContext, filter: HandoffFilter): Promise<void> {
  const reading = await context.openForReading();
  try {
    const handoffs = new HandoffsOfDepartments(reading.queries);
    const all: HandoffQuality[] = [];
    for (let page: HandoffQuality[] | undefined; page === undefined || page.length === DEPARTMENTS_AT_ONCE;) {
      page = await handoffs.quality(filter, DEPARTMENTS_AT_ONCE, all.at(-1)?.department);
      all.push(...page);
    }
    context.result(all, all.map(handoffsTold).join('\n') || 'no handoffs');
  } finally {
    await reading.close();
  }
}

const handoffsTold = (of: HandoffQuality): string =>
  [
    `${of.department}: ${of.handoffs} handoffs, ${of.acceptances} accepted, ${of.declines} declined (${of.declinesForInformation} for want of information), ${of.expiries} expired`,
    `briefs ${rounded(of.completenessMean * 100, 0)} % complete, ${of.briefsAmended} amended; ${of.readBacksDiffering} of ${of.readBacks} read-backs differ`,
    `rated ${of.handoffRatings} times${of.handoffScoreMean === undefined ? '' : `, ${rounded(of.handoffScoreMean, 2)} of 5`}; lacking: ${of.lacking.map(({ part, handoffs }) => `${part.toLowerCase()} ${handoffs}`).join(', ') || 'nothing'}`,
  ].join('\n    ');

async function showRatings(context: CliContext, filter: RatingFilter): Promise<void> {
  const reading = await context.openForReading();
  try {
    const ratings = await new RatingsOfContacts(reading.queries).ratings(filter);
    const { departments, segments, months } = ratings;
    const all = ratings.ratingMean === undefined ? [] : [{ ...ratings, ratingMean: ratings.ratingMean, group: 'all' }];
    const lines = [...all, ...departments, ...segments, ...months].map(
      ({ group, ratings: count, ratingMean, ratingScores }): [string, string] => [
        group,
        `${count} rated, ${rounded(ratingMean, 2)} of 5 (1 to 5: ${ratingScores.join(', ')})`,
      ],
    );
    context.result(ratings, lines.length > 0 ? inColumns(lines) : 'no ratings');
  } finally {
    await reading.close();
  }
}

async function showPromises(context: CliContext, filter: PromiseFiguresFilter): Promise<void> {
  const reading = await context.openForReading();
  try {
    const figures = await new FiguresOfPromises(reading.queries).figures(filter);
    context.result(figures, figures.promises === 0 ? 'no promises' : inColumns(promisesTold(figures)));
  } finally {
    await reading.close();
  }
}

const HOUR_MS = 60 * 60 * 1000;

function promisesTold(figures: PromiseFigures): (readonly [string, string])[] {
  const { departments, segments, months, ...all } = figures;
  const groups = [{ group: 'all', ...all }, ...departments, ...segments, ...months];
  return [
    ...groups.map(({ group, promises, promiseKeptRate, promisesKept, promisesOverdue, promisesWithdrawn }) => {
      const rate = promiseKeptRate === undefined ? '' : ` (${rounded(promiseKeptRate * 100, 0)} %)`;
      const broken = `${promisesOverdue} overdue, ${promisesWithdrawn} withdrawn`;
      return [group, `${times(promises, 'promise')} due, ${promisesKept} kept${rate}, ${broken}`] as const;
    }),
    ['settled otherwise', `${all.promisesReleased} released, ${all.promisesDropped} dropped, ${all.promisesOpen} open`],
    ['renegotiated', String(all.promisesRenegotiated)],
    ['attempts to call back', String(all.callbackAttempts)],
    ['lead time', `${rounded((all.promiseLeadMean ?? 0) / HOUR_MS, 1)} hours, mean`],
  ];
}

async function showTransfers(context: CliContext, filter: FiguresFilter): Promise<void> {
  const reading = await context.openForReading();
  try {
    const figures = await new FiguresOfCases(reading.queries).figures(filter);
    context.result(figures, told(figures));
  } finally {
    await reading.close();
  }
}

const times = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

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
    ['ping-pong', `${times(figures.bounces, 'bounce')} in ${times(figures.pingPongCases, 'case')}`],
    ['worst pair', worst ? `${worst.one} and ${worst.other}, ${times(worst.count, 'bounce')}` : 'none'],
    ['top transfer', top ? `${top.one} to ${top.other}, ${times(top.count, 'time')}` : 'none'],
    ['declines', figures.declines],
    ...figures.chainAlarms.map(({ level, cause, alarms, raised, cases }): [string, string] => [
      `${level.toLowerCase()}: ${cause.toLowerCase().replaceAll('_', ' ')}`,
      `${alarms} in ${times(cases, 'case')} (${raised} raised, the others only by the rules)`,
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
  return inColumns(lines);
}

/** Two columns, however long a name is. */
function inColumns(lines: readonly (readonly [string, string | number])[]): string {
  const width = Math.max(...lines.map(([name]) => name.length)) + 2;
  return lines.map(([name, value]) => `${name.padEnd(width)}${value}`).join('\n');
}
