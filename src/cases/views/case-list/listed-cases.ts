import { Injectable } from '@nestjs/common';
import { ViewQueries, type Select } from '@baton/projections';
import type { CursorKey, Page } from '../../../platform/graphql/connection.js';
import { beyond, byColumns, placeOf } from '../keyset.js';
import { caseList, URGENT_FIRST } from './case-list.projection.js';
import type { ListedCase } from './case-list.row.js';

/** A query of the rows of the list of cases. */
export type SelectCases = Select<(typeof caseList)['tables'], 'rows'>;
/** Which rows of the list are meant. */
export type WhichCases = (query: SelectCases) => SelectCases;

/** A part of a list of cases: offers that wait for an answer come before all other cases. */
export interface PartOfList {
  readonly awaiting: boolean;
  readonly which: WhichCases;
}

/** A case in such a list. */
export type InOrder = ListedCase & { readonly awaiting: boolean };

/** How many values tell a place in such a list. */
export const PLACE_IN_LIST = 1 + URGENT_FIRST.length;

/** The place of a case in such a list, for a cursor. */
export const placeInList = (row: InOrder): CursorKey => [partRank(row), ...placeOf(row, URGENT_FIRST)];

const partRank = ({ awaiting }: Pick<PartOfList, 'awaiting'>): number => (awaiting ? 0 : 1);

/** Reads the list of cases in the order in which they are taken up. */
@Injectable()
export class ListedCases {
  constructor(private readonly views: ViewQueries) {}

  /**
   * A page (with one row too many) of several disjoint parts of the list, in one order: what awaits an answer first,
   * then next deadline, risk tier, urgency, age. Each part is read along its own index, never further than the page.
   */
  async urgentFirst(parts: readonly PartOfList[], page: Page): Promise<InOrder[]> {
    const found = await Promise.all(parts.map((part) => this.part(part, page)));
    const byUrgency = byColumns<ListedCase>(URGENT_FIRST);
    return found
      .flat()
      .sort((one, other) => partRank(one) - partRank(other) || byUrgency(one, other))
      .slice(0, page.limit + 1);
  }

  private async part({ awaiting, which }: PartOfList, { limit, after }: Page): Promise<InOrder[]> {
    const [rank, ...place] = after ?? [-1];
    if (Number(rank) > partRank({ awaiting })) return [];
    const rows = await this.views.find(caseList, 'rows', (query) => {
      const ordered = URGENT_FIRST.reduce((picked, column) => picked.orderBy(column), which(query)).limit(limit + 1);
      return Number(rank) === partRank({ awaiting }) ? ordered.where(beyond(URGENT_FIRST, place)) : ordered;
    });
    return rows.map((row) => ({ ...row, awaiting }));
  }

  /** How many cases the parts have together. */
  async count(parts: readonly PartOfList[]): Promise<number> {
    const counts = await Promise.all(
      parts.map(({ which }) =>
        this.views.run(() =>
          which(this.views.from(caseList, 'rows'))
            .select((select) => select.fn.countAll<number>().as('count'))
            .executeTakeFirstOrThrow(),
        ),
      ),
    );
    return counts.reduce((sum, { count }) => sum + Number(count), 0);
  }
}
