import { QueryBus } from '@nestjs/cqrs';
import { Args, ID, Int, Query, Resolver } from '@nestjs/graphql';
import { outputOf } from '../../../platform/graphql/described-type.js';
import { accept, inputInvalid } from '../../../platform/graphql/input.js';
import { CaseDiffArguments } from '../case-arguments.js';
import { CaseDifference } from './case-diff.query.js';
import { CaseDiff } from './case-diff.result.js';

@Resolver()
export class CaseDiffResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => outputOf(CaseDiff), {
    nullable: true,
    description:
      'What changed about a case between two points of its life, in sentences, with the events that changed it. null where there is no case with this id.',
  })
  caseDiff(
    @Args('id', { type: () => ID, description: 'The case' }) id: string,
    @Args('fromRevision', { type: () => Int, description: 'The earlier point: right after this revision.' })
    fromRevision: number,
    @Args('toRevision', { type: () => Int, description: 'The later point: right after this revision.' })
    toRevision: number,
  ): Promise<CaseDiff | undefined> {
    const accepted = accept(CaseDiffArguments, { id, fromRevision, toRevision });
    if (accepted.fromRevision > accepted.toRevision) {
      const message = `fromRevision ${fromRevision} lies after toRevision ${toRevision}: give the earlier point first`;
      throw inputInvalid([{ path: 'fromRevision', message }]);
    }
    return this.queries.execute(new CaseDifference(accepted.id, accepted.fromRevision, accepted.toRevision));
  }
}
