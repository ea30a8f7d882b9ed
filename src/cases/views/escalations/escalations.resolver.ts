import { QueryBus } from '@nestjs/cqrs';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { AT_LEAST } from '../../../platform/graphql/at-least.js';
import { connectionOf, PageArgs, pageOf, type Connection } from '../../../platform/graphql/connection.js';
import { inputOf } from '../../../platform/graphql/described-type.js';
import { accept } from '../../../platform/graphql/input.js';
import { DepartmentArguments } from '../case-arguments.js';
import { LONGEST_FIRST } from './escalations.projection.js';
import { Escalations } from './escalations.query.js';
import { Escalation, EscalationFilter } from './escalations.row.js';

@Resolver()
export class EscalationsResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => connectionOf(Escalation), {
    description:
      'What was brought before the supervisor of a department and nothing has settled since (H4, H8, H10, H11, P7, X3), what waits longest first. An escalation ends with the event that answers its cause; one of a broken promise when the customer is spoken to, one of work that was reopened when the case that had waited for it is.',
  })
  escalations(
    @Args('department', { type: () => String, description: 'The department whose supervisor is asked' })
    department: string,
    @Args('filter', { type: () => inputOf(EscalationFilter), nullable: true, description: 'Which; all when absent' })
    filter: EscalationFilter | null,
    @Args() page: PageArgs,
    @Args('atLeast', { type: () => String, nullable: true, description: AT_LEAST }) atLeast: string | null,
  ): Promise<Connection<Escalation>> {
    const accepted = accept(DepartmentArguments, { department });
    const which = accept(EscalationFilter, filter ?? {}, 'filter');
    return this.queries.execute(
      new Escalations(accepted.department, which, pageOf(page, LONGEST_FIRST.length), atLeast ?? undefined),
    );
  }
}
