import { Inject, Injectable } from '@nestjs/common';
import { CUSTOMER_FINDER, type CustomerFinder } from './customer-finder.js';
import { DEPARTMENT_DIRECTORY, type DepartmentDirectory } from './department-directory.js';

/** What other modules know and a decision about a case needs: gathered by the handler, handed over as data. */
@Injectable()
export class Neighbours {
  constructor(
    @Inject(DEPARTMENT_DIRECTORY) private readonly departments: DepartmentDirectory,
    @Inject(CUSTOMER_FINDER) private readonly customers: CustomerFinder,
  ) {}

  /** Whether the department exists; true where none is named. */
  async departmentKnown(code: string | undefined): Promise<boolean> {
    return code === undefined || this.departments.has(code);
  }

  /** Whether the customer exists. */
  async customerKnown(customerId: string): Promise<boolean> {
    return (await this.customers.byId(customerId)) !== undefined;
  }
}
