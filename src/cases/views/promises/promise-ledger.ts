import { Injectable } from '@nestjs/common';
import { ViewQueries, type Select } from '@baton/projections';
import type { Page } from '../../../platform/graphql/connection.js';
import { beyond, byColumns } from '../keyset.js';
import type { PromiseFilter } from './promise-filter.js';
import { promiseLedger, type LedgerPromise } from './promises.projection.js';

type SelectPromises = Select<(typeof promiseLedger)['tables'], 'rows'>;

/** In which order promises are read: the next due first. */
export const DUE_FIRST = ['due', 'caseId', 'promiseId'] as const;

/** Reads the ledger of promises. */
@Injectable()
export class PromiseLedger {
  constructor(private readonly views: ViewQueries) {}

  /** A page (with one row too many) of the promises that a filter lets through, the next due first. */
  page(filter: PromiseFilter, { limit, after }: Page): Promise<LedgerPromise[]> {
    return this.views.find(promiseLedger, 'rows', (query) => {
      const ordered = DUE_FIRST.reduce((picked, column) => picked.orderBy(column), filtered(query, filter));
      return after ? ordered.where(beyond(DUE_FIRST, after)).limit(limit + 1) : ordered.limit(limit + 1);
    });
  }

  /** How many promises a filter lets through. */
  async count(filter: PromiseFilter): Promise<number> {
    const { count } = await this.views.run(() =>
      filtered(this.views.from(promiseLedger, 'rows'), filter)
        .select((select) => select.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow(),
    );
    return Number(count);
  }

  /** The cases with open promises that an agent made, the one with the next due first. */
  async casesWithOpenOf(agent: string): Promise<string[]> {
    const rows = await this.views.run(() =>
      this.views
        .from(promiseLedger, 'rows')
        .where('madeBy', '=', agent)
        .where('status', '=', 'OPEN')
        .orderBy('due')
        .select('caseId')
        .execute(),
    );
    return [...new Set(rows.map(({ caseId }) => caseId))];
  }

  /** The open promises of some cases (a matter: a case and its duplicates), the next due first. */
  async openOf(caseIds: readonly string[], atMost: number): Promise<LedgerPromise[]> {
    const found = await Promise.all(caseIds.map((caseId) => this.openOfOne(caseId, atMost)));
    if (found.length === 1) return found.flat();
    return found.flat().sort(byColumns<LedgerPromise>(DUE_FIRST)).slice(0, atMost);
  }

  private openOfOne(caseId: string, atMost: number): Promise<LedgerPromise[]> {
    return this.views.find(promiseLedger, 'rows', (query) =>
      filtered(query, { caseId, status: 'OPEN' }).orderBy('due').orderBy('promiseId').limit(atMost),
    );
  }
}

function filtered(query: SelectPromises, { dueBefore, dueAfter, ...equal }: PromiseFilter): SelectPromises {
  let picked = query;
  for (const [column, value] of Object.entries(equal)) picked = picked.where(column as 'department', '=', value);
  if (dueBefore !== undefined) picked = picked.where('due', '<', dueBefore);
  if (dueAfter !== undefined) picked = picked.where('due', '>=', dueAfter);
  return picked;
}
