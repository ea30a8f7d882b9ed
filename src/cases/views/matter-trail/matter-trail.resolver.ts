import { QueryBus } from '@nestjs/cqrs';
import { Args, ArgsType, Field, ID, Int, Query, Resolver } from '@nestjs/graphql';
import { connectionOf, PAGE_DEFAULT, PAGE_MAX, type Connection } from '../../../platform/graphql/connection.js';
import { caseIdOf } from '../case-arguments.js';
import { joinedRunOf } from './matter-trail.page.js';
import { MatterTrail } from './matter-trail.query.js';
import { MatterTrailEntry } from './matter-trail.result.js';

@ArgsType()
class MatterTrailArgs {
  @Field(() => Int, {
    nullable: true,
    description: `How many entries at most, from the beginning: 1 to ${PAGE_MAX}, ${PAGE_DEFAULT} unless told.`,
  })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only entries after this cursor; the cursor of an entry is its position.',
  })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: `How many entries at most, from the end: 1 to ${PAGE_MAX}.` })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Only entries before this cursor.' })
  before?: string | null;
}

@Resolver()
export class MatterTrailResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => connectionOf(MatterTrailEntry), {
    nullable: true,
    description:
      'The trail of a matter: everything that happened to a case and to the duplicates merged into it, as one, in the order in which it was recorded, always current. Of a duplicate it is the trail of the case in which work goes on; where nothing was merged, that of the case alone. null where there is no case with this id.',
  })
  matterTrail(
    @Args('id', { type: () => ID, description: 'One of the cases' }) id: string,
    @Args() page: MatterTrailArgs,
  ): Promise<Connection<MatterTrailEntry> | undefined> {
    return this.queries.execute(new MatterTrail(caseIdOf(id), joinedRunOf(page)));
  }
}
