import { Injectable } from '@nestjs/common';
import { ViewQueries, type Select } from '@baton/projections';
import type { Page } from '../../../platform/graphql/connection.js';
import { beyond, byColumns } from '../keyset.js';
import { caseList, URGENT_FIRST } from './case-list.projection.js';
import type { ListedCase } from './case-list.row.js';

/** A query of the rows of the list of cases. */
export type SelectCases = Select<(typeof caseList)['tables'], 'rows'>;
/** Which rows of the list are meant. */
export type WhichCases = (query: SelectCases) => SelectCases;

/** Reads the list of cases in the order in which they are taken up. */
@Injectable()
export class ListedCases {
  constructor(private readonly views: ViewQueries) {}

  /**
   * A page (with one row too many) of several disjoint parts of the list, in one order: urgency, next due promise, age.
   * Each part is read along its own index, never further than the page.
   */
  async urgentFirst(parts: readonly WhichCases[], { limit, after }: Page): Promise<ListedCase[]> {
    const found = await Promise.all(
      parts.map((part) =>
        this.views.find(caseList, 'rows', (query) => {
          const ordered = URGENT_FIRST.reduce((picked, column) => picked.orderBy(column), part(query)).limit(limit + 1);
          return after ? ordered.where(beyond(URGENT_FIRST, after)) : ordered;
        }),
      ),
    );
    return found
      .flat()
      .sort(byColumns<ListedCase>(URGENT_FIRST))
      .slice(0, limit + 1);
  }

  /** How many cases the parts have together. */
  async count(parts: readonly WhichCases[]): Promise<number> {
    const counts = await Promise.all(
      parts.map((part) =>
        this.views.run(() =>
          part(this.views.from(caseList, 'rows'))
            .select((select) => select.fn.countAll<number>().as('count'))
            .executeTakeFirstOrThrow(),
        ),
      ),
    );
    return counts.reduce((sum, { count }) => sum + Number(count), 0);
  }
}
