import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ViewQueries } from '@baton/projections';
import { AtLeast } from '../../../platform/graphql/at-least.js';
import { connection, type Connection, type Page } from '../../../platform/graphql/connection.js';
import { StreamDepartmentDirectory } from '../../department-directory.js';
import type { Department } from '../../department.result.js';
import { departments } from './departments.projection.js';

/** A department by its code, as its own stream tells it now. */
export class DepartmentByCode extends Query<Department | undefined> {
  constructor(readonly code: string) {
    super();
  }
}

/** A page of all departments in the order of their codes. */
export class Departments extends Query<Connection<Department>> {
  constructor(
    readonly page: Page,
    readonly atLeast: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(DepartmentByCode)
export class DepartmentByCodeHandler implements IQueryHandler<DepartmentByCode> {
  constructor(private readonly directory: StreamDepartmentDirectory) {}

  execute({ code }: DepartmentByCode): Promise<Department | undefined> {
    return this.directory.department(code);
  }
}

@QueryHandler(Departments)
export class DepartmentsHandler implements IQueryHandler<Departments> {
  constructor(
    private readonly views: ViewQueries,
    private readonly atLeast: AtLeast,
  ) {}

  async execute({ page, atLeast }: Departments): Promise<Connection<Department>> {
    await this.atLeast.reached(atLeast, departments);
    const rows = await this.views.find(departments, 'rows', (query) => {
      const ordered = query.orderBy('code').limit(page.limit + 1);
      return page.after ? ordered.where('code', '>', String(page.after[0])) : ordered;
    });
    return connection(rows, page, ({ code }) => [code]);
  }
}
