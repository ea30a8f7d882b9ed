import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AlarmLevel } from '@baton/contracts';
import { ViewQueries } from '@baton/projections';
import { AtLeast } from '../../../platform/graphql/at-least.js';
import { connection, type Connection, type Page } from '../../../platform/graphql/connection.js';
import { alarmRank } from '../case-list/case-list.changes.js';
import { caseList, WORST_FIRST } from '../case-list/case-list.projection.js';
import type { CaseListing, ListedCase } from '../case-list/case-list.row.js';
import { ListedCases, type WhichCases } from '../case-list/listed-cases.js';
import { beyond, byColumns, placeOf } from '../keyset.js';

/** Which cases are wanted: those that a department answers for or is offered, all when absent; from which level of alarm on. */
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
    const parts = partsOf(department).map(
      (part): WhichCases =>
        (query) =>
          part(query.where('status', '=', 'OPEN').where('alarmRank', '<=', alarmRank(level))),
    );
    const [found, total] = await Promise.all([
      Promise.all(parts.map((which) => this.worstFirst(which, page))),
      this.cases.count(parts.map((which) => ({ awaiting: false, which }))),
    ]);
    const rows = found.flat().sort(byColumns<ListedCase>(WORST_FIRST));
    return connection(rows.slice(0, page.limit + 1), page, (row) => placeOf(row, WORST_FIRST), total);
  }

  private worstFirst(which: WhichCases, { limit, after }: Page): Promise<ListedCase[]> {
    return this.views.find(caseList, 'rows', (query) => {
      const ordered = WORST_FIRST.reduce((picked, column) => picked.orderBy(column), which(query)).limit(limit + 1);
      return after ? ordered.where(beyond(WORST_FIRST, after)) : ordered;
    });
  }
}

/** H10: an offer that waits too long is for the supervisor of its receiver. Each part is read along its own index, no case is in two. */
function partsOf(department: string | undefined): WhichCases[] {
  if (department === undefined) return [(query) => query];
  return [
    (query) => query.where('department', '=', department),
    (query) => query.where('offeredTo', '=', department).where('department', '<>', department),
  ];
}
