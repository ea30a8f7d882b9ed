import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ViewQueries } from '@baton/projections';
import { sql } from 'kysely';
import { AtLeast } from '../../../platform/graphql/at-least.js';
import { connection, type Connection, type Page } from '../../../platform/graphql/connection.js';
import type { Customer } from '../customer/customer.result.js';
import { customerCard } from './customer-card.projection.js';
import { searchable } from './searchable.js';

/** A page of all customers in the order of their names; of those whose name contains a text, where one is given. */
export class Customers extends Query<Connection<Customer>> {
  constructor(
    readonly page: Page,
    readonly nameContains: string | undefined,
    readonly atLeast: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(Customers)
export class CustomersHandler implements IQueryHandler<Customers> {
  constructor(
    private readonly views: ViewQueries,
    private readonly atLeast: AtLeast,
  ) {}

  async execute({ page, nameContains, atLeast }: Customers): Promise<Connection<Customer>> {
    await this.atLeast.reached(atLeast, customerCard);
    const cards = await this.views.find(customerCard, 'rows', (query) => {
      let picked = query
        .orderBy('searchName')
        .orderBy('customerId')
        .limit(page.limit + 1);
      if (nameContains !== undefined) picked = picked.where(contains(nameContains));
      if (!page.after) return picked;
      const [name, id] = page.after.map(String) as [string, string];
      return picked.where((where) =>
        where.or([
          where('searchName', '>', name),
          where.and([where('searchName', '=', name), where('customerId', '>', id)]),
        ]),
      );
    });
    return connection(cards, page, ({ searchName, customerId }) => [searchName, customerId]);
  }
}

/** Everything in the text stands for itself: it is no pattern. */
const contains = (text: string) => {
  const pattern = `%${searchable(text).replace(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`${sql.ref('searchName')} like ${pattern} escape '\\'`;
};
