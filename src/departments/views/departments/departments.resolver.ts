import { QueryBus } from '@nestjs/cqrs';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { AT_LEAST } from '../../../platform/graphql/at-least.js';
import { connectionOf, PageArgs, pageOf, type Connection, UNCOUNTED } from '../../../platform/graphql/connection.js';
import { outputOf } from '../../../platform/graphql/described-type.js';
import { Department } from '../../department.result.js';
import { DepartmentByCode, Departments } from './departments.query.js';

@Resolver()
export class DepartmentsResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => outputOf(Department), {
    nullable: true,
    description: 'A department, always current; null where there is none with this code.',
  })
  department(
    @Args('code', { type: () => String, description: 'The code of the department' }) code: string,
  ): Promise<Department | undefined> {
    return this.queries.execute(new DepartmentByCode(code));
  }

  @Query(() => connectionOf(Department, UNCOUNTED), { description: 'All departments in the order of their codes.' })
  departments(
    @Args() page: PageArgs,
    @Args('atLeast', { type: () => String, nullable: true, description: AT_LEAST }) atLeast: string | null,
  ): Promise<Connection<Department>> {
    return this.queries.execute(new Departments(pageOf(page, 1), atLeast ?? undefined));
  }
}
