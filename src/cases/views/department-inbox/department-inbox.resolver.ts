import { QueryBus } from '@nestjs/cqrs';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { AT_LEAST } from '../../../platform/graphql/at-least.js';
import { connectionOf, PageArgs, pageOf, type Connection } from '../../../platform/graphql/connection.js';
import { inputOf } from '../../../platform/graphql/described-type.js';
import { accept } from '../../../platform/graphql/input.js';
import { PLACE_IN_LIST } from '../case-list/listed-cases.js';
import { DepartmentArguments } from '../case-arguments.js';
import { DepartmentInbox } from './department-inbox.query.js';
import { InboxCase, InboxFilter } from './department-inbox.result.js';

@Resolver()
export class DepartmentInboxResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => connectionOf(InboxCase), {
    description:
      'The open cases that a department answers for or is offered, in the order in which to take them up: offers that await an answer first, then next deadline, risk tier, urgency, age.',
  })
  departmentInbox(
    @Args('department', { type: () => String, description: 'The department' }) department: string,
    @Args('filter', { type: () => inputOf(InboxFilter), nullable: true, description: 'Which of them; all when absent' })
    filter: InboxFilter | null,
    @Args() page: PageArgs,
    @Args('atLeast', { type: () => String, nullable: true, description: AT_LEAST }) atLeast: string | null,
  ): Promise<Connection<InboxCase>> {
    const accepted = accept(DepartmentArguments, { department });
    const which = accept(InboxFilter, filter ?? {}, 'filter');
    return this.queries.execute(
      new DepartmentInbox(accepted.department, which, pageOf(page, PLACE_IN_LIST), atLeast ?? undefined),
    );
  }
}
