import { QueryBus } from '@nestjs/cqrs';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { AT_LEAST } from '../../../platform/graphql/at-least.js';
import { inputOf, outputOf } from '../../../platform/graphql/described-type.js';
import { accept } from '../../../platform/graphql/input.js';
import { ContactRatingsOf } from './contact-ratings.query.js';
import { ContactRatings, RatingFilter } from './contact-ratings.result.js';

@Resolver()
export class ContactRatingsResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => outputOf(ContactRatings), {
    description:
      'What customers said of contacts: how many, the mean, how often each score, by department, segment and month.',
  })
  contactRatings(
    @Args('filter', { type: () => inputOf(RatingFilter), nullable: true, description: 'Which; all when absent' })
    filter: RatingFilter | null,
    @Args('atLeast', { type: () => String, nullable: true, description: AT_LEAST }) atLeast: string | null,
  ): Promise<ContactRatings> {
    return this.queries.execute(
      new ContactRatingsOf(accept(RatingFilter, filter ?? {}, 'filter'), atLeast ?? undefined),
    );
  }
}
