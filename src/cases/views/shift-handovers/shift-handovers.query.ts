import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ViewQueries, type Select } from '@baton/projections';
import { AtLeast } from '../../../platform/graphql/at-least.js';
import { connection, type Connection, type Page } from '../../../platform/graphql/connection.js';
import { beyond, placeOf } from '../keyset.js';
import { LATEST_FIRST, shiftHandoverList, type ListedHandover } from './shift-handovers.projection.js';
import type { ShiftHandoverFilter } from './shift-handovers.result.js';

/** A page of the handovers of a department, the latest first. */
export class ShiftHandoversOf extends Query<Connection<ListedHandover>> {
  constructor(
    readonly department: string,
    readonly filter: ShiftHandoverFilter,
    readonly page: Page,
    readonly atLeast: string | undefined,
  ) {
    super();
  }
}

type SelectHandovers = Select<(typeof shiftHandoverList)['tables'], 'rows'>;
type WhichHandovers = (query: SelectHandovers) => SelectHandovers;

@QueryHandler(ShiftHandoversOf)
export class ShiftHandoversHandler implements IQueryHandler<ShiftHandoversOf> {
  constructor(
    private readonly views: ViewQueries,
    private readonly atLeast: AtLeast,
  ) {}

  async execute({ department, filter, page, atLeast }: ShiftHandoversOf): Promise<Connection<ListedHandover>> {
    await this.atLeast.reached(atLeast, shiftHandoverList);
    const which: WhichHandovers = (query) => {
      let picked = query.where('department', '=', department);
      if (filter.agent !== undefined) picked = picked.where('agent', '=', filter.agent);
      if (filter.waiting !== undefined) picked = picked.where('waits', '=', filter.waiting ? 1 : 0);
      return picked;
    };
    const [found, total] = await Promise.all([this.page(which, page), this.count(which)]);
    return connection(found, page, (row) => placeOf(row, LATEST_FIRST), total);
  }

  private page(which: WhichHandovers, { limit, after }: Page): Promise<ListedHandover[]> {
    return this.views.find(shiftHandoverList, 'rows', (query) => {
      const ordered = LATEST_FIRST.reduce((sorted, column) => sorted.orderBy(column, 'desc'), which(query));
      return (after ? ordered.where(beyond(LATEST_FIRST, after, 'desc')) : ordered).limit(limit + 1);
    });
  }

  private async count(which: WhichHandovers): Promise<number> {
    const { count } = await this.views.run(() =>
      which(this.views.from(shiftHandoverList, 'rows'))
        .select((select) => select.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow(),
    );
    return Number(count);
  }
}
