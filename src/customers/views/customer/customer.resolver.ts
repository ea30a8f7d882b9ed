import { QueryBus } from '@nestjs/cqrs';
import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { IdentifierKind } from '@baton/contracts';
import { outputOf } from '../../../platform/graphql/described-type.js';
import { enumOf } from '../../../platform/graphql/enum-type.js';
import { CustomerById, CustomerByIdentifier } from './customer.query.js';
import { Customer } from './customer.result.js';

@Resolver()
export class CustomerResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => outputOf(Customer), {
    nullable: true,
    description: 'A customer, always current; null where there is none with this id.',
  })
  customer(@Args('id', { type: () => ID, description: 'The customer' }) id: string): Promise<Customer | undefined> {
    return this.queries.execute(new CustomerById(id));
  }

  @Query(() => outputOf(Customer), {
    nullable: true,
    description:
      'The customer recognised by an identifier, always current; null where nobody is. A value that is none of its kind is the error IDENTIFIER_INVALID.',
  })
  customerByIdentifier(
    @Args('kind', { type: () => enumOf(IdentifierKind), description: 'What kind of identifier it is' })
    kind: IdentifierKind,
    @Args('value', { type: () => String, description: 'The identifier as it was written or heard' }) value: string,
  ): Promise<Customer | undefined> {
    return this.queries.execute(new CustomerByIdentifier(kind, value));
  }
}
