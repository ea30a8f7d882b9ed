import { Injectable } from '@nestjs/common';
import type { Position } from '@baton/contracts';
import { ViewQueries } from '@baton/projections';
import { AtLeast } from '../platform/graphql/at-least.js';
import { caseList } from './views/case-list/case-list.projection.js';
import { consultList } from './views/consults/consults.projection.js';
import { CaseLoads } from './views/department-load/case-loads.js';
import { PromiseLedger } from './views/promises/promise-ledger.js';
import { promiseLedger } from './views/promises/promises.projection.js';

/** What a department has to do, whoever does it. */
export interface WorkOfDepartment {
  /** Open cases that it answers for. */
  readonly accountable: number;
  /** Open cases of other departments that are on offer to it. */
  readonly offered: number;
  /** Open promises that it owes, in whatever case. */
  readonly promises: number;
  /** Open questions of other departments that it has not answered. */
  readonly consults: number;
}

/** Counts what departments have to do, each count along an index. */
@Injectable()
export class WorkOfDepartments {
  constructor(
    private readonly loads: CaseLoads,
    private readonly ledger: PromiseLedger,
    private readonly views: ViewQueries,
    private readonly atLeast: AtLeast,
  ) {}

  /** What a department has to do, in views that hold the position. Throws `ViewBehind` where they do not reach it. */
  async of(department: string, atLeast?: Position): Promise<WorkOfDepartment> {
    await this.atLeast.reached(atLeast, caseList, promiseLedger, consultList);
    const [cases, promises, consults] = await Promise.all([
      this.loads.countsOf(department),
      this.ledger.count({ department, status: 'OPEN' }),
      this.consults(department),
    ]);
    return { ...cases, promises, consults };
  }

  private async consults(department: string): Promise<number> {
    const { count } = await this.views.run(() =>
      this.views
        .from(consultList, 'rows')
        .where('department', '=', department)
        .where('role', '=', 'ASKED')
        .select((select) => select.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow(),
    );
    return Number(count);
  }
}
