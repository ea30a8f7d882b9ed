import { QueryBus } from '@nestjs/cqrs';
import { Args, ArgsType, Field, ID, Int, Query, Resolver } from '@nestjs/graphql';
import { connectionOf, PAGE_DEFAULT, PAGE_MAX, type Connection } from '../../../platform/graphql/connection.js';
import { caseIdOf } from '../case-arguments.js';
import { runOf } from './case-trail.page.js';
import { CaseTrail } from './case-trail.query.js';
import { CaseTrailEntry } from './case-trail.result.js';

@ArgsType()
class TrailArgs {
  @Field(() => Int, {
    nullable: true,
    description: `How many entries at most, from the beginning: 1 to ${PAGE_MAX}, ${PAGE_DEFAULT} unless told.`,
  })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only entries after this cursor; the cursor of an entry is its revision.',
  })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: `How many entries at most, from the end: 1 to ${PAGE_MAX}.` })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Only entries before this cursor.' })
  before?: string | null;
}

@Resolver()
export class CaseTrailResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => connectionOf(CaseTrailEntry), {
    nullable: true,
    description:
      'Everything that happened to a case, in order, always current, from the beginning (first) or from the end (last). null where there is no case with this id.',
  })
  caseTrail(
    @Args('id', { type: () => ID, description: 'The case' }) id: string,
    @Args() page: TrailArgs,
  ): Promise<Connection<CaseTrailEntry> | undefined> {
    return this.queries.execute(new CaseTrail(caseIdOf(id), runOf(page)));
  }
}
