import { QueryBus } from '@nestjs/cqrs';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { AT_LEAST } from '../../../platform/graphql/at-least.js';
import { connectionOf, PageArgs, pageOf, type Connection } from '../../../platform/graphql/connection.js';
import { inputOf } from '../../../platform/graphql/described-type.js';
import { accept } from '../../../platform/graphql/input.js';
import { DepartmentArguments } from '../case-arguments.js';
import { LATEST_FIRST } from './shift-handovers.projection.js';
import { ShiftHandoversOf } from './shift-handovers.query.js';
import { ShiftHandover, ShiftHandoverFilter } from './shift-handovers.result.js';

@Resolver()
export class ShiftHandoversResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => connectionOf(ShiftHandover), {
    description:
      'The handovers of a department at the end of a shift, the latest first: what became of each case, and which wait for somebody to accept them. A case that waits is in the inbox and in the worklist of whom it is meant for, too.',
  })
  shiftHandovers(
    @Args('department', { type: () => String, description: 'The department' }) department: string,
    @Args('filter', {
      type: () => inputOf(ShiftHandoverFilter),
      nullable: true,
      description: 'Which; all when absent',
    })
    filter: ShiftHandoverFilter | null,
    @Args() page: PageArgs,
    @Args('atLeast', { type: () => String, nullable: true, description: AT_LEAST }) atLeast: string | null,
  ): Promise<Connection<ShiftHandover>> {
    const accepted = accept(DepartmentArguments, { department });
    const which = accept(ShiftHandoverFilter, filter ?? {}, 'filter');
    return this.queries.execute(
      new ShiftHandoversOf(accepted.department, which, pageOf(page, LATEST_FIRST.length), atLeast ?? undefined),
    );
  }
}
