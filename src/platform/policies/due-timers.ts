import { sql } from 'kysely';
import type { ViewQueries } from '@baton/projections';
import type { Timer } from './policy.js';
import { DUE_FIRST, type Timers } from './timers.projection.js';

/** Reads what policies have to do. */
export class DueTimers {
  constructor(
    private readonly queries: ViewQueries,
    private readonly timers: Timers,
  ) {}

  /** Those due at an instant, the longest due first: a page of them, after another one. */
  dueAt(now: string, limit: number, after?: Timer): Promise<Timer[]> {
    return this.queries.find(this.timers, 'rows', (query) => {
      let due = query.where('due', '<=', now).limit(limit);
      for (const column of DUE_FIRST) due = due.orderBy(column);
      return after ? due.where(beyond(after)) : due;
    });
  }

  /** When the first is due of those that are not yet; undefined where there is none. */
  async nextAfter(now: string): Promise<string | undefined> {
    const [row] = await this.queries.find(this.timers, 'rows', (query) =>
      query.where('due', '>', now).orderBy('due').limit(1),
    );
    return row?.due;
  }
}

const beyond = (timer: Timer) =>
  sql<boolean>`(${sql.join(DUE_FIRST.map((column) => sql.ref(column)))}) > (${sql.join(DUE_FIRST.map((column) => timer[column]))})`;
