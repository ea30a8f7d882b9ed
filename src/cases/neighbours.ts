import { Inject, Injectable } from '@nestjs/common';
import type { WorkingCalendar } from '@baton/working-calendar';
import { CUSTOMER_FINDER, type CustomerFinder } from './customer-finder.js';
import { DEPARTMENT_DIRECTORY, type ClosedDoor, type DepartmentDirectory } from './department-directory.js';

/** What other modules know and a decision about a case needs: gathered by the handler, handed over as data. */
@Injectable()
export class Neighbours {
  constructor(
    @Inject(DEPARTMENT_DIRECTORY) private readonly departments: DepartmentDirectory,
    @Inject(CUSTOMER_FINDER) private readonly customers: CustomerFinder,
  ) {}

  /** Whether all the departments exist; true where none is named. */
  async departmentsKnown(codes: readonly (string | undefined)[]): Promise<boolean> {
    const named = [...new Set(codes)].filter((code) => code !== undefined);
    return (await Promise.all(named.map((code) => this.departments.has(code)))).every(Boolean);
  }

  /** When a department is open; undefined where there is no such department. */
  calendarOf(code: string): Promise<WorkingCalendar | undefined> {
    return this.departments.calendarOf(code);
  }

  /** The department an agent works in; undefined where none is named or he is not registered. */
  async departmentOf(agent: string | undefined): Promise<string | undefined> {
    return agent === undefined ? undefined : this.departments.departmentOf(agent);
  }

  /** Why an agent takes nothing new now (H11); undefined where he does, or none is named. */
  async closedDoorOf(agent: string | undefined, at: string, caseId: string): Promise<ClosedDoor | undefined> {
    return agent === undefined ? undefined : this.departments.closedDoorOf(agent, at, caseId);
  }

  /** Whether the customer exists. */
  async customerKnown(customerId: string): Promise<boolean> {
    return (await this.customers.byId(customerId)) !== undefined;
  }
}
