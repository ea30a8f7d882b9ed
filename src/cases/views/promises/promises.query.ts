import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { AtLeast } from '../../../platform/graphql/at-least.js';
import { connection, type Connection, type Page } from '../../../platform/graphql/connection.js';
import { placeOf } from '../keyset.js';
import type { PromiseFilter } from './promise-filter.js';
import { DUE_FIRST, PromiseLedger } from './promise-ledger.js';
import { promiseLedger, type LedgerPromise } from './promises.projection.js';

/** A page of the promises that a filter lets through, the next due first. */
export class Promises extends Query<Connection<LedgerPromise>> {
  constructor(
    readonly filter: PromiseFilter,
    readonly page: Page,
    readonly atLeast: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(Promises)
export class PromisesHandler implements IQueryHandler<Promises> {
  constructor(
    private readonly ledger: PromiseLedger,
    private readonly atLeast: AtLeast,
  ) {}

  async execute({ filter, page, atLeast }: Promises): Promise<Connection<LedgerPromise>> {
    await this.atLeast.reached(atLeast, promiseLedger);
    const [found, total] = await Promise.all([this.ledger.page(filter, page), this.ledger.count(filter)]);
    return connection(found, page, (row) => placeOf(row, DUE_FIRST), total);
  }
}
