import { QueryBus } from '@nestjs/cqrs';
import { Args, ArgsType, Field, ID, Int, Query, Resolver } from '@nestjs/graphql';
import { connectionOf, PAGE_DEFAULT, PAGE_MAX, type Connection } from '../../../platform/graphql/connection.js';
import { accept, inputInvalid } from '../../../platform/graphql/input.js';
import { CaseReplayArguments } from '../case-arguments.js';
import { runOf } from '../case-trail/case-trail.page.js';
import { CaseReplay } from './case-replay.query.js';
import { CaseReplayStep } from './case-replay.result.js';

@ArgsType()
class ReplayArgs {
  @Field(() => Int, { nullable: true, description: 'The first event wanted, by its revision; 0 unless told.' })
  fromRevision?: number | null;

  @Field(() => Int, { nullable: true, description: 'The last event wanted, by its revision; the newest unless told.' })
  toRevision?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `How many steps at most: 1 to ${PAGE_MAX}, ${PAGE_DEFAULT} unless told.`,
  })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only steps after this cursor; the cursor of a step is its revision.',
  })
  after?: string | null;
}

@Resolver()
export class CaseReplayResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => connectionOf(CaseReplayStep), {
    nullable: true,
    description:
      'The life of a case event by event: what happened, and what it changed, in sentences. Always current. null where there is no case with this id.',
  })
  caseReplay(
    @Args('id', { type: () => ID, description: 'The case' }) id: string,
    @Args() { fromRevision, toRevision, first, after }: ReplayArgs,
  ): Promise<Connection<CaseReplayStep> | undefined> {
    const accepted = accept(CaseReplayArguments, { id, fromRevision, toRevision });
    const { fromRevision: from = 0, toRevision: to } = accepted;
    if (to !== undefined && from > to) {
      const message = `fromRevision ${from} lies after toRevision ${to}: give the earlier point first`;
      throw inputInvalid([{ path: 'fromRevision', message }]);
    }
    const { from: next, limit } = runOf({ first, after });
    const stretch = { from, to, limit, after: next === 0 ? undefined : next - 1 };
    return this.queries.execute(new CaseReplay(accepted.id, stretch));
  }
}
