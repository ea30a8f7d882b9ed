import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { AtLeast } from '../../../platform/graphql/at-least.js';
import { promiseFigures } from './promise-figures.projection.js';
import type { PromiseFigures, PromiseFiguresFilter } from './promise-figures.result.js';
import { FiguresOfPromises } from './figures-of-promises.js';

/** How the promises that a filter lets through were kept. */
export class PromiseFiguresOf extends Query<PromiseFigures> {
  constructor(
    readonly filter: PromiseFiguresFilter,
    readonly atLeast: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(PromiseFiguresOf)
export class PromiseFiguresHandler implements IQueryHandler<PromiseFiguresOf> {
  constructor(
    private readonly promises: FiguresOfPromises,
    private readonly atLeast: AtLeast,
  ) {}

  async execute({ filter, atLeast }: PromiseFiguresOf): Promise<PromiseFigures> {
    await this.atLeast.reached(atLeast, promiseFigures);
    return this.promises.figures(filter);
  }
}
