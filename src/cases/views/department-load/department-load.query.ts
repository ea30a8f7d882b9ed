import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { CLOCK, type Clock } from '../../../platform/clock/clock.js';
import { AtLeast } from '../../../platform/graphql/at-least.js';
import { DEPARTMENT_DIRECTORY, type DepartmentDirectory } from '../../department-directory.js';
import { caseList } from '../case-list/case-list.projection.js';
import { CaseLoads } from './case-loads.js';
import { OfferBacklogs } from './offer-backlogs.js';
import { receivingPace } from './receiving-pace.projection.js';
import { departmentLoadOf } from './department-load.document.js';
import type { DepartmentLoad } from './department-load.result.js';

/** How much a department has to do now; undefined where there is no such department. */
export class LoadOfDepartment extends Query<DepartmentLoad | undefined> {
  constructor(
    readonly department: string,
    readonly atLeast: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(LoadOfDepartment)
export class LoadOfDepartmentHandler implements IQueryHandler<LoadOfDepartment> {
  constructor(
    @Inject(DEPARTMENT_DIRECTORY) private readonly departments: DepartmentDirectory,
    private readonly loads: CaseLoads,
    private readonly backlogs: OfferBacklogs,
    private readonly atLeast: AtLeast,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ department, atLeast }: LoadOfDepartment): Promise<DepartmentLoad | undefined> {
    await this.atLeast.reached(atLeast, caseList, receivingPace);
    const now = this.clock.now();
    const atWork = await this.departments.atWork(department, now);
    if (!atWork) return undefined;
    const load = await this.loads.of(
      department,
      atWork.agents.map(({ agent }) => agent),
    );
    return departmentLoadOf(department, now, atWork, load, await this.backlogs.waitingForSkills(department));
  }
}
