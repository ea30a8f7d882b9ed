import { Injectable } from '@nestjs/common';
import { sql, type RawBuilder } from 'kysely';
import { BriefPart } from '@baton/contracts';
import { ViewQueries } from '@baton/projections';
import type { HandoffFilter, HandoffQuality } from './handoff-quality.result.js';

/** A read-back that mentions less of the ask differs from it. */
const HALF = 0.5;
const SCORES = [1, 2, 3, 4, 5] as const;

/** Works out how well departments hand over. Sums and counts are the database's work. */
@Injectable()
export class HandoffsOfDepartments {
  constructor(private readonly views: ViewQueries) {}

  /** The departments that handed over, by their codes, after one of them; at most `limit`. */
  async quality(filter: HandoffFilter, limit: number, after?: string): Promise<HandoffQuality[]> {
    const picked = pick(filter);
    const beyond = after === undefined ? sql`1 = 1` : sql`h."from" > ${after}`;
    const rows = await this.all<Sums>(sql`
      SELECT h."from" AS department, count(*) AS handoffs, sum(h.accepted) AS acceptances, sum(h.declined) AS declines,
        sum(CASE WHEN h.cause = 'INFORMATION_MISSING' THEN 1 ELSE 0 END) AS "declinesForInformation",
        sum(h.expired) AS expiries, avg(CAST(h.completeness AS double precision)) AS "completenessMean",
        count(h.mentioned) AS "readBacks", sum(CASE WHEN h.mentioned < ${HALF} THEN 1 ELSE 0 END) AS "readBacksDiffering",
        sum(CASE WHEN h.amendments > 0 THEN 1 ELSE 0 END) AS "briefsAmended",
        count(h.score) AS "handoffRatings", avg(CAST(h.score AS double precision)) AS "handoffScoreMean",
        ${scoresOf(sql`h.score`)}
      FROM handoff_quality_handoffs h WHERE ${picked} AND ${beyond}
      GROUP BY h."from" ORDER BY h."from" LIMIT ${limit}`);
    const lacking = await this.lacking(picked, rows.at(0)?.department, rows.at(-1)?.department);
    return rows.map(({ department, handoffScoreMean, ...sums }) => {
      const { scores, ...counts } = scoresApart(sums);
      return {
        department,
        ...(counts as unknown as Omit<HandoffQuality, 'department' | 'handoffScores' | 'lacking'>),
        ...(handoffScoreMean === null ? {} : { handoffScoreMean: Number(handoffScoreMean) }),
        handoffScores: scores,
        lacking: lacking.get(department) ?? [],
      };
    });
  }

  private async lacking(
    picked: RawBuilder<unknown>,
    first: string | undefined,
    last: string | undefined,
  ): Promise<Map<string, HandoffQuality['lacking']>> {
    const found = new Map<string, HandoffQuality['lacking']>();
    if (first === undefined || last === undefined) return found;
    const rows = await this.all<{ department: string; part: BriefPart; handoffs: number }>(sql`
      SELECT h."from" AS department, l.part, count(*) AS handoffs
      FROM handoff_quality_handoffs h JOIN handoff_quality_lacking l
        ON l."caseId" = h."caseId" AND l."transferId" = h."transferId"
      WHERE ${picked} AND h."from" >= ${first} AND h."from" <= ${last} GROUP BY h."from", l.part`);
    const inOrder = rows.sort(
      (one, other) => BriefPart.values.indexOf(one.part) - BriefPart.values.indexOf(other.part),
    );
    for (const { department, part, handoffs } of inOrder) {
      found.set(department, [...(found.get(department) ?? []), { part, handoffs: Number(handoffs) }]);
    }
    return found;
  }

  private async all<Row>(query: RawBuilder<unknown>): Promise<Row[]> {
    return (await this.views.run(() => query.execute(this.views.kysely))).rows as Row[];
  }
}

type Sums = Readonly<Record<string, number | string | null>> & {
  readonly department: string;
  readonly handoffScoreMean: number | string | null;
};

/** Columns that count how often each score was given. */
export const scoresOf = (score: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql.join(
    SCORES.map((given) => sql`sum(CASE WHEN ${score} = ${given} THEN 1 ELSE 0 END) AS ${sql.ref(`gave${given}`)}`),
  );

/** What `scoresOf` counted as a list, and the other columns as numbers. */
export function scoresApart(sums: Readonly<Record<string, unknown>>): { scores: number[] } & Record<string, unknown> {
  const names = SCORES.map((given) => `gave${given}`);
  const others = Object.entries(sums).filter(([name]) => !names.includes(name));
  return {
    ...Object.fromEntries(others.map(([name, value]) => [name, Number(value)])),
    scores: names.map((name) => Number(sums[name] ?? 0)),
  };
}

function pick({ from, to, segment, department }: HandoffFilter): RawBuilder<unknown> {
  const conditions = [sql`1 = 1`];
  if (from !== undefined) conditions.push(sql`h.at >= ${from}`);
  if (to !== undefined) conditions.push(sql`h.at < ${to}`);
  if (segment !== undefined) conditions.push(sql`h.segment = ${segment}`);
  if (department !== undefined) conditions.push(sql`h."from" = ${department}`);
  return sql.join(conditions, sql` AND `);
}
