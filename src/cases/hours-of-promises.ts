import { Inject, Injectable } from '@nestjs/common';
import type { MakePromiseFacts } from './commands/make-promise/make-promise.decision.js';
import type { Channel } from '@baton/contracts';
import type { WorkingCalendar } from '@baton/working-calendar';
import type { MakePromise } from './commands/make-promise/make-promise.decision.js';
import { CUSTOMER_FINDER, type CustomerFinder } from './customer-finder.js';
import { DEPARTMENT_DIRECTORY, type DepartmentDirectory } from './department-directory.js';
import type { SurvivorFacts } from './owed-promises.js';
import type { PromiseHours } from './promise-hours.js';
import { CaseReader } from './views/case-reader.js';

/** What is said of a promise, as far as its hours go. */
type Made = Pick<MakePromise, 'caseId' | 'department' | 'channel'>;

/** The hours of who passes a case on. */
interface SenderHours {
  readonly open: WorkingCalendar | undefined;
  readonly byPhone: WorkingCalendar | undefined;
  readonly customer: PromiseHours['customer'];
}

/** When promises of a case can be kept: the hours of who owes them, and those of the customer. */
@Injectable()
export class HoursOfPromises {
  constructor(
    private readonly reader: CaseReader,
    @Inject(DEPARTMENT_DIRECTORY) private readonly departments: DepartmentDirectory,
    @Inject(CUSTOMER_FINDER) private readonly customers: CustomerFinder,
  ) {}

  /**
   * What a new promise is held against: hours, and what the duplicates of the case promised (P8). It is by the one accountable and
   * over the telephone, where nothing else is said.
   */
  async toMake({ caseId, department, channel = 'PHONE' }: Made): Promise<MakePromiseFacts> {
    const state = await this.reader.now(caseId);
    const departmentKnown = department === undefined || (await this.departments.has(department));
    const owing = department ?? state?.accountable;
    // Of the accountable one, which nobody names, nothing is refused for want of agents.
    const staying =
      department === undefined ? undefined : (await this.departments.staying([department])).get(department);
    const duplicates = state === undefined ? [] : await this.reader.duplicates(state);
    return { departmentKnown, duplicates, staying, ...(await this.hours(owing, channel, state?.opened.customerId)) };
  }

  /** Of who passes a case on: when it is open, when it can be called, and how the customer wants to be reached. */
  async ofSender(caseId: string): Promise<SenderHours> {
    const state = await this.reader.now(caseId);
    const byPhone = await this.hours(state?.accountable, 'PHONE', state?.opened.customerId);
    const open = state && (await this.departments.calendarOf(state.accountable));
    return { open, byPhone: byPhone.department, customer: byPhone.customer };
  }

  /** The hours of who owes the promise now; in a duplicate that is who answers for the case in which work goes on (X3). */
  async ofPromise(caseId: string, promiseId: string): Promise<PromiseHours & SurvivorFacts> {
    const state = await this.reader.now(caseId);
    const promise = state?.promises.get(promiseId);
    return {
      survivor: state && (await this.reader.survivor(state)),
      ...(await this.hours(promise?.department, promise?.channel, state?.opened.customerId)),
    };
  }

  private async hours(
    department: string | undefined,
    channel: Channel | undefined,
    customerId: string | undefined,
  ): Promise<PromiseHours> {
    const customer = customerId === undefined ? undefined : await this.customers.byId(customerId);
    return {
      department: department === undefined ? undefined : await this.departments.calendarOf(department, channel),
      customer: customer?.preferences ?? {},
    };
  }
}
