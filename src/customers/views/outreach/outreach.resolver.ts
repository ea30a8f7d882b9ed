import { QueryBus } from '@nestjs/cqrs';
import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { outputOf } from '../../../platform/graphql/described-type.js';
import { OutreachOf } from './outreach.query.js';
import { OutreachToCustomer } from './outreach.result.js';

@Resolver()
export class OutreachResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => outputOf(OutreachToCustomer), {
    nullable: true,
    description:
      'Who is contacting a customer, or did so in the last seven days, and how it ended (C4). Always current, the seven days counted back from now; null where there is no such customer.',
  })
  customerOutreach(
    @Args('customerId', { type: () => ID, description: 'The customer' }) customerId: string,
  ): Promise<OutreachToCustomer | undefined> {
    return this.queries.execute(new OutreachOf(customerId));
  }
}
