import { QueryBus } from '@nestjs/cqrs';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { AT_LEAST } from '../../../platform/graphql/at-least.js';
import { connectionOf, PageArgs, pageOf, type Connection } from '../../../platform/graphql/connection.js';
import { inputOf } from '../../../platform/graphql/described-type.js';
import { accept } from '../../../platform/graphql/input.js';
import { DepartmentArguments } from '../case-arguments.js';
import { UninformedFilter } from './uninformed-filter.js';
import { DUE_FIRST, UninformedTransfers } from './uninformed-transfers.query.js';
import { ListedUninformedTransfer } from './uninformed-transfers.row.js';

@Resolver()
export class UninformedTransfersResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => connectionOf(ListedUninformedTransfer), {
    description:
      'The open cases of a department that passed on without a word to the customer (H9), with by when the customer is to be told; the next due first.',
  })
  uninformedTransfers(
    @Args('department', { type: () => String, description: 'The department' }) department: string,
    @Args('filter', { type: () => inputOf(UninformedFilter), nullable: true, description: 'Which; all when absent' })
    filter: UninformedFilter | null,
    @Args() page: PageArgs,
    @Args('atLeast', { type: () => String, nullable: true, description: AT_LEAST }) atLeast: string | null,
  ): Promise<Connection<ListedUninformedTransfer>> {
    const accepted = accept(DepartmentArguments, { department });
    const which = accept(UninformedFilter, filter ?? {}, 'filter');
    return this.queries.execute(
      new UninformedTransfers(accepted.department, which, pageOf(page, DUE_FIRST.length), atLeast ?? undefined),
    );
  }
}
