import type { Outcome } from './run.js';

const HEAD = [
  'scenario',
  'acknowledged',
  'lost',
  'doubled',
  'out of order',
  'errors callers saw',
  'stall ms min/median/max',
  'ready again ms median/max',
  'red seen',
];

/** A line for each scenario, in columns. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const rows = [HEAD, ...outcomes.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cellsOf({ scenario, acknowledged, lost, doubled, outOfOrder, errors, rounds }: Outcome): string[] {
  const stalls = rounds.map(({ stallMs }) => stallMs);
  const again = rounds.map(({ readyAgainMs }) => readyAgainMs);
  const codes = Object.entries(errors).map(([code, count]) => `${code} ${count}`);
  const firsts = rounds.flatMap(({ redAfterMs }) => Object.values(redAfterMs));
  const red = rounds.filter(({ redAfterMs }) => Object.keys(redAfterMs).length > 0).length;
  return [
    scenario,
    String(acknowledged),
    String(lost),
    String(doubled),
    String(outOfOrder),
    codes.join(', ') || 'none',
    [Math.min(...stalls), median(stalls), Math.max(...stalls)].map(Math.round).join(' / '),
    [median(again), Math.max(...again)].map(Math.round).join(' / '),
    `${red} of ${rounds.length}${red === 0 ? '' : `, first after ${Math.round(Math.min(...firsts))} ms`}`,
  ];
}

function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}
