import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ViewQueries, type Select } from '@baton/projections';
import { CLOCK, type Clock } from '../../../platform/clock/clock.js';
import { AtLeast } from '../../../platform/graphql/at-least.js';
import { connection, type Connection, type Page } from '../../../platform/graphql/connection.js';
import { beyond, placeOf } from '../keyset.js';
import type { SentFilter } from './sent-transfers.result.js';
import { LATEST_OUTCOME, sentTransfers, type SentTransfer } from './sent-transfers.projection.js';

type SelectSent = Select<(typeof sentTransfers)['tables'], 'rows'>;

/** A page of the transfers that a department offered: those that wait for an answer, then those answered last. */
export class SentTransfers extends Query<Connection<SentTransfer>> {
  constructor(
    readonly department: string,
    readonly filter: SentFilter,
    readonly page: Page,
    readonly atLeast: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(SentTransfers)
export class SentTransfersHandler implements IQueryHandler<SentTransfers> {
  constructor(
    private readonly views: ViewQueries,
    private readonly atLeast: AtLeast,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ department, filter, page, atLeast }: SentTransfers): Promise<Connection<SentTransfer>> {
    await this.atLeast.reached(atLeast, sentTransfers);
    const now = this.clock.now();
    const wanted = (query: SelectSent): SelectSent => {
      let picked = query.where('from', '=', department).where('shownUntil', '>=', now);
      if (filter.status !== undefined) picked = picked.where('status', '=', filter.status);
      if (filter.sentBy !== undefined) picked = picked.where('sentBy', '=', filter.sentBy);
      return picked;
    };
    const [found, total] = await Promise.all([this.page(wanted, page), this.count(wanted)]);
    return connection(found, page, (row) => placeOf(row, LATEST_OUTCOME), total);
  }

  private page(wanted: (query: SelectSent) => SelectSent, { limit, after }: Page): Promise<SentTransfer[]> {
    return this.views.find(sentTransfers, 'rows', (query) => {
      const ordered = LATEST_OUTCOME.reduce((picked, column) => picked.orderBy(column, 'desc'), wanted(query));
      return (after ? ordered.where(beyond(LATEST_OUTCOME, after, 'desc')) : ordered).limit(limit + 1);
    });
  }

  private async count(wanted: (query: SelectSent) => SelectSent): Promise<number> {
    const { count } = await this.views.run(() =>
      wanted(this.views.from(sentTransfers, 'rows'))
        .select((select) => select.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow(),
    );
    return Number(count);
  }
}
