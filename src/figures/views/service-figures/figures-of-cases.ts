import { Injectable } from '@nestjs/common';
import { sql, type RawBuilder } from 'kysely';
import { AlarmLevel } from '@baton/contracts';
import { ViewQueries } from '@baton/projections';
import { definitions } from '../../definitions.js';
import type {
  AlarmCount,
  AlarmedCases,
  DepartmentPair,
  DepartmentTime,
  FiguresFilter,
  LongChain,
  ServiceFigures,
} from './service-figures.result.js';

const DAY = 24 * 60 * 60 * 1000;

/** Works out the figures of a set of cases, each by its definition. Sums and counts are the database's work. */
@Injectable()
export class FiguresOfCases {
  constructor(private readonly views: ViewQueries) {}

  /** The figures of the cases that a filter lets through; zeros where there is none. */
  async figures(filter: FiguresFilter): Promise<ServiceFigures> {
    const picked = pick(filter);
    const sums = await this.sums(picked);
    const [
      departments,
      worstPair,
      topTransfer,
      durationMedian,
      longestChains,
      accountableTime,
      chainAlarms,
      alarmedCases,
    ] = await Promise.all([
      this.departments(picked),
      this.pair(picked, PAIR, sql`t.bounced = 1`),
      this.pair(picked, sql`t."from" AS one, t."to" AS other`, sql`1 = 1`),
      this.median(picked, sums.cases),
      this.longest(picked),
      this.times(picked),
      this.chainAlarms(picked),
      this.alarmedCases(picked),
    ]);
    const { durationMean, durationMax, unresolved, resolvedInContactOnly, ...counts } = sums;
    return {
      ...counts,
      departments,
      ...(worstPair ? { worstPair } : {}),
      ...(topTransfer ? { topTransfer } : {}),
      durationMedianDays: durationMedian / DAY,
      durationMeanDays: durationMean / DAY,
      durationMaxDays: durationMax / DAY,
      chainAlarms,
      alarmedCases,
      unresolved,
      resolvedInContactOnly,
      neverResolvedOrClosed: unresolved + resolvedInContactOnly,
      longestChains,
      accountableTime,
      definitions: [...definitions],
    };
  }

  private async sums(picked: RawBuilder<unknown>): Promise<Sums> {
    const [row] = await this.all<Sums>(sql`
      SELECT count(*) AS cases, coalesce(sum(steps), 0) AS steps,
        coalesce(avg(CAST(departments AS double precision)), 0) AS "departmentsPerCaseMean",
        coalesce(max(departments), 0) AS "departmentsPerCaseMax",
        coalesce(sum(transfers), 0) AS transfers, coalesce(avg(CAST(transfers AS double precision)), 0) AS "transfersPerCaseMean",
        coalesce(max(transfers), 0) AS "transfersPerCaseMax",
        coalesce(sum(CASE WHEN transfers = 0 THEN 1 ELSE 0 END), 0) AS "casesNeverTransferred",
        coalesce(sum(returns), 0) AS returns,
        coalesce(sum(CASE WHEN bounces > 0 THEN 1 ELSE 0 END), 0) AS "pingPongCases",
        coalesce(sum(bounces), 0) AS bounces, coalesce(sum(declines), 0) AS declines,
        coalesce(sum(reopenings), 0) AS reopenings,
        coalesce(avg(CAST(duration AS double precision)), 0) AS "durationMean", coalesce(max(duration), 0) AS "durationMax",
        coalesce(sum(CASE WHEN settled = 0 AND resolved = 0 THEN 1 ELSE 0 END), 0) AS unresolved,
        coalesce(sum(CASE WHEN settled = 0 AND resolved = 1 THEN 1 ELSE 0 END), 0) AS "resolvedInContactOnly"
      FROM case_figures_cases c WHERE ${picked}`);
    return Object.fromEntries(
      Object.entries(row as Sums).map(([name, value]) => [name, Number(value)]),
    ) as unknown as Sums;
  }

  private async departments(picked: RawBuilder<unknown>): Promise<number> {
    const [row] = await this.all<{ departments: number }>(sql`
      SELECT count(*) AS departments FROM (
        SELECT c.accountable AS department FROM case_figures_cases c WHERE ${picked}
        UNION
        SELECT t."from" FROM case_figures_transfers t JOIN case_figures_cases c ON c."caseId" = t."caseId" WHERE ${picked}
      ) AS found`);
    return Number(row?.departments ?? 0);
  }

  private async pair(
    picked: RawBuilder<unknown>,
    ends: RawBuilder<unknown>,
    which: RawBuilder<unknown>,
  ): Promise<DepartmentPair | undefined> {
    const [row] = await this.all<DepartmentPair>(sql`
      SELECT one, other, count(*) AS count FROM (
        SELECT ${ends} FROM case_figures_transfers t JOIN case_figures_cases c ON c."caseId" = t."caseId"
        WHERE ${which} AND ${picked}
      ) AS pairs GROUP BY one, other ORDER BY count(*) DESC, one, other LIMIT 1`);
    return row && { ...row, count: Number(row.count) };
  }

  private async median(picked: RawBuilder<unknown>, cases: number): Promise<number> {
    if (cases === 0) return 0;
    const rows = await this.all<{ duration: number }>(sql`
      SELECT duration FROM case_figures_cases c WHERE ${picked}
      ORDER BY duration LIMIT ${2 - (cases % 2)} OFFSET ${Math.floor((cases - 1) / 2)}`);
    return rows.reduce((sum, { duration }) => sum + Number(duration), 0) / rows.length;
  }

  private async longest(picked: RawBuilder<unknown>): Promise<LongChain[]> {
    const rows = await this.all<LongChain & { reference: string | null }>(sql`
      SELECT "caseId", reference, transfers FROM case_figures_cases c WHERE transfers > 0 AND ${picked}
      ORDER BY transfers DESC, CASE WHEN reference IS NULL THEN 0 ELSE 1 END, reference, "caseId" LIMIT 10`);
    return rows.map(({ caseId, reference, transfers }) => ({
      caseId,
      transfers,
      ...(reference === null ? {} : { reference }),
    }));
  }

  private async times(picked: RawBuilder<unknown>): Promise<DepartmentTime[]> {
    const rows = await this.all<DepartmentTime>(sql`
      SELECT d.department, sum(d.accountable) AS accountable, count(*) AS cases
      FROM case_figures_times d JOIN case_figures_cases c ON c."caseId" = d."caseId" WHERE ${picked}
      GROUP BY d.department ORDER BY sum(d.accountable) DESC, d.department LIMIT 20`);
    return rows.map((row) => ({ ...row, accountable: Number(row.accountable), cases: Number(row.cases) }));
  }

  private async chainAlarms(picked: RawBuilder<unknown>): Promise<AlarmCount[]> {
    const rows = await this.all<AlarmCount>(sql`
      SELECT a.level, a.cause, count(*) AS alarms, sum(a.raised) AS raised, count(DISTINCT a."caseId") AS cases
      FROM case_figures_alarms a JOIN case_figures_cases c ON c."caseId" = a."caseId" WHERE ${picked}
      GROUP BY a.rank, a.level, a.cause ORDER BY a.rank, a.cause`);
    return rows.map(({ level, cause, alarms, raised, cases }) => ({
      ...{ level, cause },
      ...{ alarms: Number(alarms), raised: Number(raised), cases: Number(cases) },
    }));
  }

  private async alarmedCases(picked: RawBuilder<unknown>): Promise<AlarmedCases[]> {
    const rows = await this.all<{ highest: number; cases: number }>(sql`
      SELECT highest, count(*) AS cases FROM (
        SELECT max(a.rank) AS highest
        FROM case_figures_alarms a JOIN case_figures_cases c ON c."caseId" = a."caseId" WHERE ${picked}
        GROUP BY a."caseId"
      ) AS alarmed GROUP BY highest ORDER BY highest`);
    return rows.flatMap(({ highest, cases }) => {
      const level = AlarmLevel.values[Number(highest)];
      return level === undefined ? [] : [{ level, cases: Number(cases) }];
    });
  }

  private async all<Row>(query: RawBuilder<unknown>): Promise<Row[]> {
    return (await this.views.run(() => query.execute(this.views.kysely))).rows as Row[];
  }
}

interface Sums {
  readonly cases: number;
  readonly steps: number;
  readonly departmentsPerCaseMean: number;
  readonly departmentsPerCaseMax: number;
  readonly transfers: number;
  readonly transfersPerCaseMean: number;
  readonly transfersPerCaseMax: number;
  readonly casesNeverTransferred: number;
  readonly returns: number;
  readonly pingPongCases: number;
  readonly bounces: number;
  readonly declines: number;
  readonly reopenings: number;
  readonly durationMean: number;
  readonly durationMax: number;
  readonly unresolved: number;
  readonly resolvedInContactOnly: number;
}

/** A pair without a direction: the same for A, B and B, A. */
const PAIR = sql`CASE WHEN t."from" < t."to" THEN t."from" ELSE t."to" END AS one,
                 CASE WHEN t."from" < t."to" THEN t."to" ELSE t."from" END AS other`;

function pick({ from, to, segment, department }: FiguresFilter): RawBuilder<unknown> {
  const conditions = [sql`1 = 1`];
  if (from !== undefined) conditions.push(sql`c."firstAt" >= ${from}`);
  if (to !== undefined) conditions.push(sql`c."firstAt" < ${to}`);
  if (segment !== undefined) conditions.push(sql`c.segment = ${segment}`);
  if (department !== undefined) {
    conditions.push(sql`(c.accountable = ${department} OR EXISTS (
      SELECT 1 FROM case_figures_transfers p WHERE p."caseId" = c."caseId" AND p."from" = ${department}))`);
  }
  return sql.join(conditions, sql` AND `);
}
