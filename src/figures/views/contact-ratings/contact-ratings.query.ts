import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { AtLeast } from '../../../platform/graphql/at-least.js';
import { contactRatings } from './contact-ratings.projection.js';
import type { ContactRatings, RatingFilter } from './contact-ratings.result.js';
import { RatingsOfContacts } from './ratings-of-contacts.js';

/** What customers said of the contacts that a filter lets through. */
export class ContactRatingsOf extends Query<ContactRatings> {
  constructor(
    readonly filter: RatingFilter,
    readonly atLeast: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(ContactRatingsOf)
export class ContactRatingsHandler implements IQueryHandler<ContactRatingsOf> {
  constructor(
    private readonly contacts: RatingsOfContacts,
    private readonly atLeast: AtLeast,
  ) {}

  async execute({ filter, atLeast }: ContactRatingsOf): Promise<ContactRatings> {
    await this.atLeast.reached(atLeast, contactRatings);
    return this.contacts.ratings(filter);
  }
}
