import { QueryBus } from '@nestjs/cqrs';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { AT_LEAST } from '../../../platform/graphql/at-least.js';
import { connectionOf, PageArgs, pageOf, type Connection } from '../../../platform/graphql/connection.js';
import { inputOf } from '../../../platform/graphql/described-type.js';
import { accept } from '../../../platform/graphql/input.js';
import { DepartmentArguments } from '../case-arguments.js';
import { LATEST_OUTCOME, SentTransfer } from './sent-transfers.projection.js';
import { SentTransfers } from './sent-transfers.query.js';
import { SentFilter } from './sent-transfers.result.js';

@Resolver()
export class SentTransfersResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => connectionOf(SentTransfer), {
    description:
      'What became of the transfers that a department offered, until 30 days after each was answered (H12): those that wait for an answer first, then those answered last.',
  })
  sentTransfers(
    @Args('department', { type: () => String, description: 'The department that offered' }) department: string,
    @Args('filter', { type: () => inputOf(SentFilter), nullable: true, description: 'Which of them; all when absent' })
    filter: SentFilter | null,
    @Args() page: PageArgs,
    @Args('atLeast', { type: () => String, nullable: true, description: AT_LEAST }) atLeast: string | null,
  ): Promise<Connection<SentTransfer>> {
    const accepted = accept(DepartmentArguments, { department });
    const which = accept(SentFilter, filter ?? {}, 'filter');
    return this.queries.execute(
      new SentTransfers(accepted.department, which, pageOf(page, LATEST_OUTCOME.length), atLeast ?? undefined),
    );
  }
}
