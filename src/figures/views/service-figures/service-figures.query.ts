import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { AtLeast } from '../../../platform/graphql/at-least.js';
import { caseFigures } from '../case-figures/case-figures.projection.js';
import { FiguresOfCases } from './figures-of-cases.js';
import type { FiguresFilter, ServiceFigures } from './service-figures.result.js';

/** The figures of the cases that a filter lets through. */
export class ServiceFiguresOf extends Query<ServiceFigures> {
  constructor(
    readonly filter: FiguresFilter,
    readonly atLeast: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(ServiceFiguresOf)
export class ServiceFiguresHandler implements IQueryHandler<ServiceFiguresOf> {
  constructor(
    private readonly cases: FiguresOfCases,
    private readonly atLeast: AtLeast,
  ) {}

  async execute({ filter, atLeast }: ServiceFiguresOf): Promise<ServiceFigures> {
    await this.atLeast.reached(atLeast, caseFigures);
    return this.cases.figures(filter);
  }
}
