import { Inject, Injectable } from '@nestjs/common';
import type { MakePromiseFacts } from './commands/make-promise/make-promise.decision.js';
import { CUSTOMER_FINDER, type CustomerFinder } from './customer-finder.js';
import { DEPARTMENT_DIRECTORY, type DepartmentDirectory } from './department-directory.js';
import type { SurvivorFacts } from './owed-promises.js';
import type { PromiseHours } from './promise-hours.js';
import { CaseReader } from './views/case-reader.js';

/** When promises of a case can be kept: the hours of who owes them, and those of the customer. */
@Injectable()
export class HoursOfPromises {
  constructor(
    private readonly reader: CaseReader,
    @Inject(DEPARTMENT_DIRECTORY) private readonly departments: DepartmentDirectory,
    @Inject(CUSTOMER_FINDER) private readonly customers: CustomerFinder,
  ) {}

  /**
   * What a new promise is held against: hours, and what the duplicates of the case promised (P8).
   * @param department who is to owe the promise; the one accountable when absent
   */
  async toMake(caseId: string, department?: string): Promise<MakePromiseFacts> {
    const state = await this.reader.now(caseId);
    const departmentKnown = department === undefined || (await this.departments.has(department));
    const owing = department ?? state?.accountable;
    const staying = owing === undefined ? undefined : (await this.departments.staying([owing])).get(owing);
    const duplicates = state === undefined ? [] : await this.reader.duplicates(state);
    return { departmentKnown, duplicates, staying, ...(await this.hours(owing, state?.opened.customerId)) };
  }

  /** The hours of who owes the promise now; in a duplicate that is who answers for the case in which work goes on (X3). */
  async ofPromise(caseId: string, promiseId: string): Promise<PromiseHours & SurvivorFacts> {
    const state = await this.reader.now(caseId);
    return {
      survivor: state && (await this.reader.survivor(state)),
      ...(await this.hours(state?.promises.get(promiseId)?.department, state?.opened.customerId)),
    };
  }

  private async hours(department: string | undefined, customerId: string | undefined): Promise<PromiseHours> {
    const customer = customerId === undefined ? undefined : await this.customers.byId(customerId);
    return {
      department: department === undefined ? undefined : await this.departments.calendarOf(department),
      customer: customer?.preferences ?? {},
    };
  }
}
