import { QueryBus } from '@nestjs/cqrs';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { AT_LEAST } from '../../../platform/graphql/at-least.js';
import { connectionOf, PageArgs, pageOf, UNCOUNTED, type Connection } from '../../../platform/graphql/connection.js';
import { inputOf } from '../../../platform/graphql/described-type.js';
import { accept } from '../../../platform/graphql/input.js';
import { HANDOFF_PLACE, HandoffQualityOf } from './handoff-quality.query.js';
import { HandoffFilter, HandoffQuality } from './handoff-quality.result.js';

@Resolver()
export class HandoffQualityResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => connectionOf(HandoffQuality, UNCOUNTED), {
    description:
      'How well departments hand over, by the department that hands over: completeness of briefs, declines for want of information, read-backs that differ, what receivers rated. In the order of their codes.',
  })
  handoffQuality(
    @Args('filter', { type: () => inputOf(HandoffFilter), nullable: true, description: 'Which; all when absent' })
    filter: HandoffFilter | null,
    @Args() page: PageArgs,
    @Args('atLeast', { type: () => String, nullable: true, description: AT_LEAST }) atLeast: string | null,
  ): Promise<Connection<HandoffQuality>> {
    const which = accept(HandoffFilter, filter ?? {}, 'filter');
    return this.queries.execute(new HandoffQualityOf(which, pageOf(page, HANDOFF_PLACE), atLeast ?? undefined));
  }
}
