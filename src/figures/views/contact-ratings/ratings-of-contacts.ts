import { Injectable } from '@nestjs/common';
import { sql, type RawBuilder } from 'kysely';
import { ViewQueries } from '@baton/projections';
import { scoresApart, scoresOf } from '../handoff-quality/handoffs-of-departments.js';
import { GROUPS_SHOWN, type ContactRatings, type RatingFilter, type RatingGroup } from './contact-ratings.result.js';

/** Works out what customers said of contacts. Sums and counts are the database's work. */
@Injectable()
export class RatingsOfContacts {
  constructor(private readonly views: ViewQueries) {}

  /** The figures of the ratings that a filter lets through; zeros where there is none. */
  async ratings(filter: RatingFilter): Promise<ContactRatings> {
    const picked = pick(filter);
    const most = sql`count(*) DESC, "group"`;
    const [all, departments, segments, months] = await Promise.all([
      this.groups(sql`'all'`, picked, most),
      this.groups(sql`r.department`, picked, most),
      this.groups(sql`r.segment`, sql`r.segment IS NOT NULL AND ${picked}`, most),
      this.groups(sql`r.month`, picked, sql`"group" DESC`),
    ]);
    const { group: _, ...sums } = all[0] ?? { group: 'all', ratings: 0, ratingScores: [0, 0, 0, 0, 0] };
    return { ...sums, departments, segments, months };
  }

  private async groups(
    by: RawBuilder<unknown>,
    picked: RawBuilder<unknown>,
    order: RawBuilder<unknown>,
  ): Promise<RatingGroup[]> {
    const query = sql`
      SELECT "group", count(*) AS ratings, avg(CAST(score AS double precision)) AS "ratingMean", ${scoresOf(sql`score`)}
      FROM (SELECT ${by} AS "group", r.score FROM contact_ratings_ratings r WHERE ${picked}) AS rated
      GROUP BY "group" ORDER BY ${order} LIMIT ${GROUPS_SHOWN}`;
    const { rows } = await this.views.run(() => query.execute(this.views.kysely));
    return (rows as Record<string, unknown>[]).map(({ group, ...sums }) => {
      const { scores, ...counts } = scoresApart(sums);
      return {
        group: String(group),
        ...(counts as unknown as Pick<RatingGroup, 'ratings' | 'ratingMean'>),
        ratingScores: scores,
      };
    });
  }
}

function pick({ from, to, segment, department }: RatingFilter): RawBuilder<unknown> {
  const conditions = [sql`1 = 1`];
  if (from !== undefined) conditions.push(sql`r.at >= ${from}`);
  if (to !== undefined) conditions.push(sql`r.at < ${to}`);
  if (segment !== undefined) conditions.push(sql`r.segment = ${segment}`);
  if (department !== undefined) conditions.push(sql`r.department = ${department}`);
  return sql.join(conditions, sql` AND `);
}
