import { QueryBus } from '@nestjs/cqrs';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { AT_LEAST } from '../../../platform/graphql/at-least.js';
import { connectionOf, PageArgs, pageOf, type Connection } from '../../../platform/graphql/connection.js';
import { inputOf } from '../../../platform/graphql/described-type.js';
import { accept } from '../../../platform/graphql/input.js';
import { DepartmentArguments } from '../case-arguments.js';
import { ConsultFilter } from './consult-filter.js';
import { ListedConsult } from './consults.projection.js';
import { Consults, DUE_FIRST } from './consults.query.js';

@Resolver()
export class ConsultsResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => connectionOf(ListedConsult), {
    description:
      'The open consults that a department was asked, and those whose answer it waits for; the next due first.',
  })
  consults(
    @Args('department', { type: () => String, description: 'The department' }) department: string,
    @Args('filter', { type: () => inputOf(ConsultFilter), nullable: true, description: 'Which; all when absent' })
    filter: ConsultFilter | null,
    @Args() page: PageArgs,
    @Args('atLeast', { type: () => String, nullable: true, description: AT_LEAST }) atLeast: string | null,
  ): Promise<Connection<ListedConsult>> {
    const accepted = accept(DepartmentArguments, { department });
    const which = accept(ConsultFilter, filter ?? {}, 'filter');
    return this.queries.execute(
      new Consults(accepted.department, which, pageOf(page, DUE_FIRST.length), atLeast ?? undefined),
    );
  }
}
