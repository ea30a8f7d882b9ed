import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AlarmLevel } from '@baton/contracts';
import { ViewQueries } from '@baton/projections';
import { AtLeast } from '../../../platform/graphql/at-least.js';
import { connection, type Connection, type Page } from '../../../platform/graphql/connection.js';
import { alarmRank } from '../case-list/case-list.changes.js';
import { caseList, WORST_FIRST } from '../case-list/case-list.projection.js';
import type { CaseListing } from '../case-list/case-list.row.js';
import { ListedCases, type WhichCases } from '../case-list/listed-cases.js';
import { beyond, placeOf } from '../keyset.js';

/** Which cases are wanted: of which department, all when absent; from which level of alarm on. */
export interface WhichAlarms {
  readonly department?: string | undefined;
  readonly level: AlarmLevel;
}

/** A page of the open cases whose chain raised an alarm, the highest level first, then the oldest (H10). */
export class AlarmedCases extends Query<Connection<CaseListing>> {
  constructor(
    readonly which: WhichAlarms,
    readonly page: Page,
    readonly atLeast: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(AlarmedCases)
export class AlarmedCasesHandler implements IQueryHandler<AlarmedCases> {
  constructor(
    private readonly views: ViewQueries,
    private readonly cases: ListedCases,
    private readonly atLeast: AtLeast,
  ) {}

  async execute({ which: { department, level }, page, atLeast }: AlarmedCases): Promise<Connection<CaseListing>> {
    await this.atLeast.reached(atLeast, caseList);
    const { limit, after } = page;
    const alarmed: WhichCases = (query) => {
      const picked = query.where('status', '=', 'OPEN').where('alarmRank', '<=', alarmRank(level));
      return department === undefined ? picked : picked.where('department', '=', department);
    };
    const [rows, total] = await Promise.all([
      this.views.find(caseList, 'rows', (query) => {
        const ordered = WORST_FIRST.reduce((picked, column) => picked.orderBy(column), alarmed(query)).limit(limit + 1);
        return after ? ordered.where(beyond(WORST_FIRST, after)) : ordered;
      }),
      this.cases.count([{ awaiting: false, which: alarmed }]),
    ]);
    return connection(rows, page, (row) => placeOf(row, WORST_FIRST), total);
  }
}
