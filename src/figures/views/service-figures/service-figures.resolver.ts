import { QueryBus } from '@nestjs/cqrs';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { AT_LEAST } from '../../../platform/graphql/at-least.js';
import { inputOf, outputOf } from '../../../platform/graphql/described-type.js';
import { accept } from '../../../platform/graphql/input.js';
import { ServiceFiguresOf } from './service-figures.query.js';
import { FiguresFilter, ServiceFigures } from './service-figures.result.js';

@Resolver()
export class ServiceFiguresResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => outputOf(ServiceFigures), {
    description: 'The figures of service by period, segment and department, each with its definition.',
  })
  serviceFigures(
    @Args('filter', {
      type: () => inputOf(FiguresFilter),
      nullable: true,
      description: 'Of which cases; all when absent',
    })
    filter: FiguresFilter | null,
    @Args('atLeast', { type: () => String, nullable: true, description: AT_LEAST }) atLeast: string | null,
  ): Promise<ServiceFigures> {
    return this.queries.execute(
      new ServiceFiguresOf(accept(FiguresFilter, filter ?? {}, 'filter'), atLeast ?? undefined),
    );
  }
}
