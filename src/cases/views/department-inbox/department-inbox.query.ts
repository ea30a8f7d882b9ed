import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { AtLeast } from '../../../platform/graphql/at-least.js';
import { connection, type Connection, type Page } from '../../../platform/graphql/connection.js';
import { caseList } from '../case-list/case-list.projection.js';
import { ListedCases, placeInList, type PartOfList, type SelectCases } from '../case-list/listed-cases.js';
import { CaseLoads } from '../department-load/case-loads.js';
import type { InboxCase, InboxFilter } from './department-inbox.result.js';

/** A page of the open cases a department answers for or is offered: first those that await its answer. */
export class DepartmentInbox extends Query<Connection<InboxCase>> {
  constructor(
    readonly department: string,
    readonly filter: InboxFilter,
    readonly page: Page,
    readonly atLeast: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(DepartmentInbox)
export class DepartmentInboxHandler implements IQueryHandler<DepartmentInbox> {
  constructor(
    private readonly cases: ListedCases,
    private readonly loads: CaseLoads,
    private readonly atLeast: AtLeast,
  ) {}

  async execute({ department, filter, page, atLeast }: DepartmentInbox): Promise<Connection<InboxCase>> {
    await this.atLeast.reached(atLeast, caseList);
    const parts = partsOf(department, filter);
    const [found, total] = await Promise.all([
      this.cases.urgentFirst(parts, page),
      this.total(department, filter, parts),
    ]);
    const shown = found.map((row) => ({
      ...row,
      role: row.department === department ? ('ACCOUNTABLE' as const) : ('OFFERED' as const),
    }));
    return connection(shown, page, placeInList, total);
  }

  /** How many there are: of a whole inbox known already, of a part of it counted. */
  private async total(department: string, filter: InboxFilter, parts: readonly PartOfList[]): Promise<number> {
    const { role, ...further } = filter;
    if (Object.values(further).some((wanted) => wanted !== undefined)) return this.cases.count(parts);
    const { accountable, offered } = await this.loads.countsOf(department);
    return (role === 'OFFERED' ? 0 : accountable) + (role === 'ACCOUNTABLE' ? 0 : offered);
  }
}

/** A case offered within its own department is listed once, as one the department answers for. */
function partsOf(department: string, { role, ...filter }: InboxFilter): PartOfList[] {
  const awaiting: PartOfList = {
    awaiting: true,
    which: (query) => {
      const offered = filtered(query, filter).where('offeredTo', '=', department);
      if (role === undefined) return offered;
      return offered.where('department', role === 'ACCOUNTABLE' ? '=' : '<>', department);
    },
  };
  const others: PartOfList = {
    awaiting: false,
    which: (query) =>
      filtered(query, filter)
        .where('department', '=', department)
        .where((where) => where.or([where('offeredTo', 'is', null), where('offeredTo', '<>', department)])),
  };
  return role === 'OFFERED' ? [awaiting] : [awaiting, others];
}

function filtered(query: SelectCases, filter: InboxFilter): SelectCases {
  const { unheld, urgencies, kinds, dueBefore, holder, product, segment, customerId } = filter;
  let picked = query.where('status', '=', 'OPEN');
  if (unheld !== undefined) picked = picked.where('holder', unheld ? 'is' : 'is not', null);
  if (urgencies) picked = picked.where('urgency', 'in', urgencies);
  if (kinds) picked = picked.where('kind', 'in', kinds);
  if (dueBefore !== undefined) picked = picked.where('nextDue', '<', dueBefore);
  for (const [column, value] of Object.entries({ holder, product, segment, customerId })) {
    if (value !== undefined) picked = picked.where(column as 'product', '=', value);
  }
  return picked;
}
