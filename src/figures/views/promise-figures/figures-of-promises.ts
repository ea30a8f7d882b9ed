import { Injectable } from '@nestjs/common';
import { sql, type RawBuilder } from 'kysely';
import { ViewQueries } from '@baton/projections';
import { GROUPS_SHOWN } from '../contact-ratings/contact-ratings.result.js';
import type { PromiseEnd } from './promise-figures.projection.js';
import type { PromiseFigureGroup, PromiseFigures, PromiseFiguresFilter } from './promise-figures.result.js';

type Sums = Omit<PromiseFigures, 'departments' | 'segments' | 'months'> & { readonly group: string };

/** Works out how promises were kept. Sums and counts are the database's work. */
@Injectable()
export class FiguresOfPromises {
  constructor(private readonly views: ViewQueries) {}

  /** The figures of the promises that a filter lets through; zeros where there is none. */
  async figures(filter: PromiseFiguresFilter): Promise<PromiseFigures> {
    const picked = pick(filter);
    const most = sql`count(*) DESC, "group"`;
    const [[all], departments, segments, months] = await Promise.all([
      this.groups(sql`'all'`, picked, most),
      this.groups(sql`p.department`, picked, most),
      this.groups(sql`p.segment`, sql`p.segment IS NOT NULL AND ${picked}`, most),
      this.groups(sql`p.month`, picked, sql`"group" DESC`),
    ]);
    const { group: _all, ...sums } = all ?? NONE;
    return {
      ...sums,
      departments: departments.map(grouped),
      segments: segments.map(grouped),
      months: months.map(grouped),
    };
  }

  private async groups(
    by: RawBuilder<unknown>,
    picked: RawBuilder<unknown>,
    order: RawBuilder<unknown>,
  ): Promise<Sums[]> {
    const query = sql`
      SELECT "group", count(*) AS promises, ${ending('KEPT')} AS kept, ${ending('OVERDUE')} AS overdue,
        ${ending('WITHDRAWN')} AS withdrawn, ${ending('RELEASED')} AS released, ${ending('DROPPED')} AS dropped,
        ${ending('OPEN')} AS open, sum(renegotiated) AS renegotiated, sum(attempts) AS attempts,
        avg(CAST(lead AS double precision)) AS "leadMean"
      FROM (SELECT ${by} AS "group", p."end", p.renegotiated, p.attempts, p.lead
        FROM promise_figures_promises p WHERE ${picked}) AS due
      GROUP BY "group" ORDER BY ${order} LIMIT ${GROUPS_SHOWN}`;
    const { rows } = await this.views.run(() => query.execute(this.views.kysely));
    return (rows as ({ group: unknown } & Record<string, unknown>)[]).map(({ group, ...counts }) =>
      summed(String(group), (name) => Number(counts[name])),
    );
  }
}

const ending = (end: PromiseEnd): RawBuilder<unknown> => sql`sum(CASE WHEN "end" = ${end} THEN 1 ELSE 0 END)`;

function summed(group: string, of: (name: string) => number): Sums {
  const [kept, broken] = [of('kept'), of('overdue') + of('withdrawn')];
  return {
    group,
    promises: of('promises'),
    promisesKept: kept,
    promisesOverdue: of('overdue'),
    promisesWithdrawn: of('withdrawn'),
    ...(kept + broken > 0 && { promiseKeptRate: kept / (kept + broken) }),
    promisesReleased: of('released'),
    promisesDropped: of('dropped'),
    promisesOpen: of('open'),
    promisesRenegotiated: of('renegotiated'),
    callbackAttempts: of('attempts'),
    ...(of('promises') > 0 && { promiseLeadMean: of('leadMean') }),
  };
}

const NONE = summed('all', () => 0);

const grouped = ({
  group,
  promises,
  promisesKept,
  promisesOverdue,
  promisesWithdrawn,
  ...rest
}: Sums): PromiseFigureGroup => ({
  ...{ group, promises, promisesKept, promisesOverdue, promisesWithdrawn },
  ...(rest.promiseKeptRate !== undefined && { promiseKeptRate: rest.promiseKeptRate }),
});

function pick({ from, to, segment, department }: PromiseFiguresFilter): RawBuilder<unknown> {
  const conditions = [sql`1 = 1`];
  if (from !== undefined) conditions.push(sql`p.due >= ${from}`);
  if (to !== undefined) conditions.push(sql`p.due < ${to}`);
  if (segment !== undefined) conditions.push(sql`p.segment = ${segment}`);
  if (department !== undefined) conditions.push(sql`p.department = ${department}`);
  return sql.join(conditions, sql` AND `);
}
