import { QueryBus } from '@nestjs/cqrs';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { AT_LEAST } from '../../../platform/graphql/at-least.js';
import { connectionOf, PageArgs, pageOf, type Connection, UNCOUNTED } from '../../../platform/graphql/connection.js';
import { inputOf } from '../../../platform/graphql/described-type.js';
import { accept } from '../../../platform/graphql/input.js';
import { FLOW_PLACE, TransferFlow } from './transfer-flow.query.js';
import { FlowFilter, FlowPair } from './transfer-flow.result.js';

@Resolver()
export class TransferFlowResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => connectionOf(FlowPair, UNCOUNTED), {
    description:
      'What passes from department to department: transfers, returns, bounces, declines, waiting; the busiest first.',
  })
  transferFlow(
    @Args('filter', { type: () => inputOf(FlowFilter), nullable: true, description: 'Which; all when absent' })
    filter: FlowFilter | null,
    @Args() page: PageArgs,
    @Args('atLeast', { type: () => String, nullable: true, description: AT_LEAST }) atLeast: string | null,
  ): Promise<Connection<FlowPair>> {
    const which = accept(FlowFilter, filter ?? {}, 'filter');
    return this.queries.execute(new TransferFlow(which, pageOf(page, FLOW_PLACE), atLeast ?? undefined));
  }
}
