import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ViewQueries, type Select } from '@baton/projections';
import { AtLeast } from '../../../platform/graphql/at-least.js';
import { connection, type Connection, type Page } from '../../../platform/graphql/connection.js';
import { beyond, placeOf } from '../keyset.js';
import type { ConsultFilter } from './consult-filter.js';
import { consultList, type ListedConsult } from './consults.projection.js';

/** In which order consults are read: the next due first. */
export const DUE_FIRST = ['due', 'caseId', 'consultId', 'role'] as const;

/** A page of the open consults that a department was asked or waits for, the next due first. */
export class Consults extends Query<Connection<ListedConsult>> {
  constructor(
    readonly department: string,
    readonly filter: ConsultFilter,
    readonly page: Page,
    readonly atLeast: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(Consults)
export class ConsultsHandler implements IQueryHandler<Consults> {
  constructor(
    private readonly views: ViewQueries,
    private readonly atLeast: AtLeast,
  ) {}

  async execute({ department, filter, page, atLeast }: Consults): Promise<Connection<ListedConsult>> {
    await this.atLeast.reached(atLeast, consultList);
    const picked = (query: SelectConsults): SelectConsults => filtered(query, { department, ...filter });
    const [found, total] = await Promise.all([this.page(picked, page), this.count(picked)]);
    return connection(found, page, (row) => placeOf(row, DUE_FIRST), total);
  }

  private page(picked: WhichConsults, { limit, after }: Page): Promise<ListedConsult[]> {
    return this.views.find(consultList, 'rows', (query) => {
      const ordered = DUE_FIRST.reduce((sorted, column) => sorted.orderBy(column), picked(query)).limit(limit + 1);
      return after ? ordered.where(beyond(DUE_FIRST, after)) : ordered;
    });
  }

  private async count(picked: WhichConsults): Promise<number> {
    const { count } = await this.views.run(() =>
      picked(this.views.from(consultList, 'rows'))
        .select((select) => select.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow(),
    );
    return Number(count);
  }
}

type SelectConsults = Select<(typeof consultList)['tables'], 'rows'>;
type WhichConsults = (query: SelectConsults) => SelectConsults;

function filtered(
  query: SelectConsults,
  { dueBefore, ...equal }: ConsultFilter & { readonly department: string },
): SelectConsults {
  let picked = query;
  for (const [column, value] of Object.entries(equal)) picked = picked.where(column as 'department', '=', value);
  return dueBefore === undefined ? picked : picked.where('due', '<', dueBefore);
}
