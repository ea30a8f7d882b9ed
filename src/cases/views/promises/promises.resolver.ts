import { QueryBus } from '@nestjs/cqrs';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { AT_LEAST } from '../../../platform/graphql/at-least.js';
import { connectionOf, PageArgs, pageOf, type Connection } from '../../../platform/graphql/connection.js';
import { inputOf } from '../../../platform/graphql/described-type.js';
import { accept } from '../../../platform/graphql/input.js';
import { PromiseFilter } from './promise-filter.js';
import { DUE_FIRST } from './promise-ledger.js';
import { LedgerPromise } from './promises.projection.js';
import { Promises } from './promises.query.js';

@Resolver()
export class PromisesResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => connectionOf(LedgerPromise), { description: 'Promises across all cases, the next due first.' })
  promises(
    @Args('filter', { type: () => inputOf(PromiseFilter), nullable: true, description: 'Which; all when absent' })
    filter: PromiseFilter | null,
    @Args() page: PageArgs,
    @Args('atLeast', { type: () => String, nullable: true, description: AT_LEAST }) atLeast: string | null,
  ): Promise<Connection<LedgerPromise>> {
    const which = accept(PromiseFilter, filter ?? {}, 'filter');
    return this.queries.execute(new Promises(which, pageOf(page, DUE_FIRST.length), atLeast ?? undefined));
  }
}
