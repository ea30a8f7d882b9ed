import { QueryBus } from '@nestjs/cqrs';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { AT_LEAST } from '../../../platform/graphql/at-least.js';
import { inputOf, outputOf } from '../../../platform/graphql/described-type.js';
import { accept } from '../../../platform/graphql/input.js';
import { PromiseFiguresOf } from './promise-figures.query.js';
import { PromiseFigures, PromiseFiguresFilter } from './promise-figures.result.js';

@Resolver()
export class PromiseFiguresResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => outputOf(PromiseFigures), {
    description:
      'How the promises that were due were kept: how many in time, broken, released and open, by department, segment and month.',
  })
  promiseFigures(
    @Args('filter', {
      type: () => inputOf(PromiseFiguresFilter),
      nullable: true,
      description: 'Which; all when absent',
    })
    filter: PromiseFiguresFilter | null,
    @Args('atLeast', { type: () => String, nullable: true, description: AT_LEAST }) atLeast: string | null,
  ): Promise<PromiseFigures> {
    return this.queries.execute(
      new PromiseFiguresOf(accept(PromiseFiguresFilter, filter ?? {}, 'filter'), atLeast ?? undefined),
    );
  }
}
