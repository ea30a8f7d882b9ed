import { QueryBus } from '@nestjs/cqrs';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { AT_LEAST } from '../../../platform/graphql/at-least.js';
import { inputOf, outputOf } from '../../../platform/graphql/described-type.js';
import { accept } from '../../../platform/graphql/input.js';
import { CustomerContextOf } from './customer-context.query.js';
import { CustomerContext, CustomerIdentity } from './customer-context.result.js';

@Resolver()
export class CustomerContextResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => outputOf(CustomerContext), {
    nullable: true,
    description:
      'Who calls: the customer recognised by an identifier, his open cases with their next steps, the last contacts, the open promises and what he was told, across all his cases, before the first question is asked. null where nobody is recognised by it.',
  })
  customerContext(
    @Args('identifier', { type: () => inputOf(CustomerIdentity), description: 'By what the customer is recognised' })
    identifier: CustomerIdentity,
    @Args('atLeast', { type: () => String, nullable: true, description: AT_LEAST }) atLeast: string | null,
  ): Promise<CustomerContext | undefined> {
    const { kind, value } = accept(CustomerIdentity, identifier, 'identifier');
    return this.queries.execute(new CustomerContextOf(kind, value, atLeast ?? undefined));
  }
}
