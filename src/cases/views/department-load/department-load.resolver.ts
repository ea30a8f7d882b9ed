import { QueryBus } from '@nestjs/cqrs';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { AT_LEAST } from '../../../platform/graphql/at-least.js';
import { outputOf } from '../../../platform/graphql/described-type.js';
import { accept } from '../../../platform/graphql/input.js';
import { DepartmentArguments } from '../case-arguments.js';
import { LoadOfDepartment } from './department-load.query.js';
import { DepartmentLoad } from './department-load.result.js';

@Resolver()
export class DepartmentLoadResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => outputOf(DepartmentLoad), {
    nullable: true,
    description:
      'How much a department has to do, by agent and by skill, and whether that is more than it can. null where there is no such department.',
  })
  departmentLoad(
    @Args('department', { type: () => String, description: 'The department' }) department: string,
    @Args('atLeast', { type: () => String, nullable: true, description: AT_LEAST }) atLeast: string | null,
  ): Promise<DepartmentLoad | undefined> {
    const accepted = accept(DepartmentArguments, { department });
    return this.queries.execute(new LoadOfDepartment(accepted.department, atLeast ?? undefined));
  }
}
