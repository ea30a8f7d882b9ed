import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { sql, type RawBuilder } from 'kysely';
import { ViewQueries } from '@baton/projections';
import { AtLeast } from '../../../platform/graphql/at-least.js';
import { connection, type Connection, type CursorKey, type Page } from '../../../platform/graphql/connection.js';
import { caseFigures } from '../case-figures/case-figures.projection.js';
import type { FlowFilter, FlowPair } from './transfer-flow.result.js';

/** A page of the flow between departments, the busiest pair first. */
export class TransferFlow extends Query<Connection<FlowPair>> {
  constructor(
    readonly filter: FlowFilter,
    readonly page: Page,
    readonly atLeast: string | undefined,
  ) {
    super();
  }
}

/** How many values give a pair its place: transfers, sender, receiver. */
export const FLOW_PLACE = 3;

@QueryHandler(TransferFlow)
export class TransferFlowHandler implements IQueryHandler<TransferFlow> {
  constructor(
    private readonly views: ViewQueries,
    private readonly atLeast: AtLeast,
  ) {}

  async execute({ filter, page, atLeast }: TransferFlow): Promise<Connection<FlowPair>> {
    await this.atLeast.reached(atLeast, caseFigures);
    const which = pick(filter);
    const query = sql`
      SELECT * FROM (
        SELECT "from", "to", sum(transfer) AS transfers, sum(returned) AS returns, sum(bounced) AS bounces,
          sum(decline) AS declines, avg(CASE WHEN ${IN_THE_MIDDLE} THEN CAST(waiting AS double precision) END) AS "waitingMedian"
        FROM (
          SELECT "from", "to", 1 AS transfer, returned, bounced, 0 AS decline, waiting,
            row_number() OVER (PARTITION BY "from", "to" ORDER BY CASE WHEN waiting IS NULL THEN 1 ELSE 0 END, waiting)
              AS place,
            count(waiting) OVER (PARTITION BY "from", "to") AS known
          FROM case_figures_transfers WHERE ${which}
          UNION ALL
          SELECT "from", "to", 0, 0, 0, 1, NULL, 0, 0 FROM case_figures_declines WHERE ${which}
        ) AS passings GROUP BY "from", "to"
      ) AS pairs
      WHERE ${beyond(page.after)} ORDER BY transfers DESC, "from", "to" LIMIT ${page.limit + 1}`;
    const { rows } = await this.views.run(() => query.execute(this.views.kysely));
    return connection((rows as PairRow[]).map(pairOf), page, (pair) => [pair.transfers, pair.from, pair.to]);
  }
}

/** The one waiting in the middle, or the two of an even number; those that are not known stand at the end. */
const IN_THE_MIDDLE = sql`place IN ((known + 1) / 2, (known + 2) / 2)`;

type PairRow = Omit<FlowPair, 'waitingMedian'> & { readonly waitingMedian: number | null };

const pairOf = ({ from, to, transfers, returns, bounces, declines, waitingMedian }: PairRow): FlowPair => ({
  from,
  to,
  transfers: Number(transfers),
  returns: Number(returns),
  bounces: Number(bounces),
  declines: Number(declines),
  ...(waitingMedian === null ? {} : { waitingMedian: Number(waitingMedian) }),
});

function beyond(after: CursorKey | undefined): RawBuilder<unknown> {
  if (!after) return sql`1 = 1`;
  const [transfers, from, to] = after;
  return sql`(transfers < ${transfers} OR (transfers = ${transfers} AND ("from" > ${from} OR ("from" = ${from} AND "to" > ${to}))))`;
}

function pick({ from, to, department, since, until, segment }: FlowFilter): RawBuilder<unknown> {
  const conditions = [sql`1 = 1`];
  if (from !== undefined) conditions.push(sql`"from" = ${from}`);
  if (to !== undefined) conditions.push(sql`"to" = ${to}`);
  if (department !== undefined) conditions.push(sql`("from" = ${department} OR "to" = ${department})`);
  if (since !== undefined) conditions.push(sql`at >= ${since}`);
  if (until !== undefined) conditions.push(sql`at < ${until}`);
  if (segment !== undefined) conditions.push(sql`segment = ${segment}`);
  return sql.join(conditions, sql` AND `);
}
