import { QueryBus } from '@nestjs/cqrs';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { AT_LEAST } from '../../../platform/graphql/at-least.js';
import { connectionOf, PageArgs, pageOf, type Connection, UNCOUNTED } from '../../../platform/graphql/connection.js';
import { inputInvalid } from '../../../platform/graphql/input.js';
import { Customer } from '../customer/customer.result.js';
import { Customers } from './customers.query.js';

const LONGEST_NAME = 200;

@Resolver()
export class CustomersResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => connectionOf(Customer, UNCOUNTED), {
    description: 'All customers in the order of their names, or those whose name contains a text.',
  })
  customers(
    @Args() page: PageArgs,
    @Args('nameContains', {
      type: () => String,
      nullable: true,
      description: 'A part of the name; accents and capitals make no difference. At most 200 characters.',
    })
    nameContains: string | null,
    @Args('atLeast', { type: () => String, nullable: true, description: AT_LEAST }) atLeast: string | null,
  ): Promise<Connection<Customer>> {
    if (nameContains !== null && nameContains !== undefined && nameContains.length > LONGEST_NAME) {
      const message = `nameContains has ${nameContains.length} characters, at most ${LONGEST_NAME} are looked for`;
      throw inputInvalid([{ path: 'nameContains', message }]);
    }
    return this.queries.execute(new Customers(pageOf(page, 2), nameContains ?? undefined, atLeast ?? undefined));
  }
}
