import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ViewQueries, type Select } from '@baton/projections';
import { CLOCK, type Clock } from '../../../platform/clock/clock.js';
import { AtLeast } from '../../../platform/graphql/at-least.js';
import { connection, type Connection, type Page } from '../../../platform/graphql/connection.js';
import { beyond, placeOf } from '../keyset.js';
import type { UninformedFilter } from './uninformed-filter.js';
import { uninformedTransferList } from './uninformed-transfers.projection.js';
import type { ListedUninformedTransfer } from './uninformed-transfers.row.js';

/** In which order they are read: the next due first. */
export const DUE_FIRST = ['due', 'caseId'] as const;

/** A page of the open cases that passed on to a department without a word to the customer, the next due first. */
export class UninformedTransfers extends Query<Connection<ListedUninformedTransfer>> {
  constructor(
    readonly department: string,
    readonly filter: UninformedFilter,
    readonly page: Page,
    readonly atLeast: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(UninformedTransfers)
export class UninformedTransfersHandler implements IQueryHandler<UninformedTransfers> {
  constructor(
    private readonly views: ViewQueries,
    private readonly atLeast: AtLeast,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute(query: UninformedTransfers): Promise<Connection<ListedUninformedTransfer>> {
    const { department, filter, page, atLeast } = query;
    await this.atLeast.reached(atLeast, uninformedTransferList);
    const picked: Which = (rows) => filtered(rows.where('department', '=', department), filter);
    const [found, total] = await Promise.all([this.page(picked, page), this.count(picked)]);
    const now = this.clock.now();
    const listed = found.map((row) => ({ ...row, overdue: row.due <= now }));
    return connection(listed, page, (row) => placeOf(row, DUE_FIRST), total);
  }

  private page(picked: Which, { limit, after }: Page) {
    return this.views.find(uninformedTransferList, 'rows', (query) => {
      const ordered = DUE_FIRST.reduce((sorted, column) => sorted.orderBy(column), picked(query)).limit(limit + 1);
      return after ? ordered.where(beyond(DUE_FIRST, after)) : ordered;
    });
  }

  private async count(picked: Which): Promise<number> {
    const { count } = await this.views.run(() =>
      picked(this.views.from(uninformedTransferList, 'rows'))
        .select((select) => select.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow(),
    );
    return Number(count);
  }
}

type SelectUninformed = Select<(typeof uninformedTransferList)['tables'], 'rows'>;
type Which = (query: SelectUninformed) => SelectUninformed;

function filtered(query: SelectUninformed, { dueBefore, customerId }: UninformedFilter): SelectUninformed {
  let picked = query.where('status', '=', 'OPEN');
  if (customerId !== undefined) picked = picked.where('customerId', '=', customerId);
  return dueBefore === undefined ? picked : picked.where('due', '<', dueBefore);
}
