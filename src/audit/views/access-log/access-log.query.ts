import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { sql } from 'kysely';
import { Code, Described, Id, Instant } from '@baton/fields';
import { ViewQueries, type Select } from '@baton/projections';
import { AtLeast } from '../../../platform/graphql/at-least.js';
import { connection, type Connection, type CursorKey, type Page } from '../../../platform/graphql/connection.js';
import { accessLog, type AccessEntry } from './access-log.projection.js';

@Described('Which looks at cases.')
export class AccessLogFilter {
  @Id('Only at this case', { optional: true }) case?: string;
  @Code('Only by this reader', { optional: true }) reader?: string;
  @Instant('Only from this instant on', { optional: true }) from?: string;
  @Instant('Only before this instant', { optional: true }) to?: string;
}

/** How many values give an entry its place: when, and which. */
export const ACCESS_PLACE = 2;

/** A page of the looks at cases that a filter lets through, the newest first. */
export class AccessLogPage extends Query<Connection<AccessEntry>> {
  constructor(
    readonly filter: AccessLogFilter,
    readonly page: Page,
    readonly atLeast: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(AccessLogPage)
export class AccessLogPageHandler implements IQueryHandler<AccessLogPage> {
  constructor(
    private readonly views: ViewQueries,
    private readonly atLeast: AtLeast,
  ) {}

  async execute({ filter, page, atLeast }: AccessLogPage): Promise<Connection<AccessEntry>> {
    await this.atLeast.reached(atLeast, accessLog);
    return connection(await entriesOf(this.views, filter, page), page, ({ readAt, id }) => [readAt, id]);
  }
}

/** The entries of a page, with one too many, the newest first. */
export function entriesOf(views: ViewQueries, filter: AccessLogFilter, { limit, after }: Page): Promise<AccessEntry[]> {
  return views.find(accessLog, 'rows', (query) => {
    const ordered = filtered(query, filter)
      .orderBy('readAt', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1);
    return after ? ordered.where(before(after)) : ordered;
  });
}

type SelectEntries = Select<(typeof accessLog)['tables'], 'rows'>;

function filtered(query: SelectEntries, { case: caseId, reader, from, to }: AccessLogFilter): SelectEntries {
  let picked = query;
  if (caseId !== undefined) picked = picked.where('caseId', '=', caseId);
  if (reader !== undefined) picked = picked.where('reader', '=', reader);
  if (from !== undefined) picked = picked.where('readAt', '>=', from);
  if (to !== undefined) picked = picked.where('readAt', '<', to);
  return picked;
}

const before = (key: CursorKey) => sql<boolean>`(${sql.ref('readAt')}, ${sql.ref('id')}) < (${sql.join([...key])})`;
