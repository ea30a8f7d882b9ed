import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ViewQueries, type Select } from '@baton/projections';
import { AtLeast } from '../../../platform/graphql/at-least.js';
import { connection, type Connection, type Page } from '../../../platform/graphql/connection.js';
import { beyond, placeOf } from '../keyset.js';
import { escalationList, LONGEST_FIRST } from './escalations.projection.js';
import type { EscalationFilter, ListedEscalation } from './escalations.row.js';

/** A page of what was brought before the supervisor of a department and nothing has settled, what waits longest first. */
export class Escalations extends Query<Connection<ListedEscalation>> {
  constructor(
    readonly department: string,
    readonly filter: EscalationFilter,
    readonly page: Page,
    readonly atLeast: string | undefined,
  ) {
    super();
  }
}

type SelectEscalations = Select<(typeof escalationList)['tables'], 'rows'>;
type WhichEscalations = (query: SelectEscalations) => SelectEscalations;

@QueryHandler(Escalations)
export class EscalationsHandler implements IQueryHandler<Escalations> {
  constructor(
    private readonly views: ViewQueries,
    private readonly atLeast: AtLeast,
  ) {}

  async execute({ department, filter, page, atLeast }: Escalations): Promise<Connection<ListedEscalation>> {
    await this.atLeast.reached(atLeast, escalationList);
    const which: WhichEscalations = (query) => {
      let picked = query.where('department', '=', department).where('listed', '=', 1);
      if (filter.cause !== undefined) picked = picked.where('cause', '=', filter.cause);
      if (filter.state !== undefined) picked = picked.where('state', '=', filter.state);
      return picked;
    };
    const [found, total] = await Promise.all([this.page(which, page), this.count(which)]);
    return connection(found, page, (row) => placeOf(row, LONGEST_FIRST), total);
  }

  private page(which: WhichEscalations, { limit, after }: Page): Promise<ListedEscalation[]> {
    return this.views.find(escalationList, 'rows', (query) => {
      const ordered = LONGEST_FIRST.reduce((sorted, column) => sorted.orderBy(column), which(query)).limit(limit + 1);
      return after ? ordered.where(beyond(LONGEST_FIRST, after)) : ordered;
    });
  }

  private async count(which: WhichEscalations): Promise<number> {
    const { count } = await this.views.run(() =>
      which(this.views.from(escalationList, 'rows'))
        .select((select) => select.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow(),
    );
    return Number(count);
  }
}
