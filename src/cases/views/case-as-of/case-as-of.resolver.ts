import { QueryBus } from '@nestjs/cqrs';
import { Args, ID, Int, Query, Resolver } from '@nestjs/graphql';
import { outputOf } from '../../../platform/graphql/described-type.js';
import { accept, inputInvalid } from '../../../platform/graphql/input.js';
import { DateTime } from '../../../platform/graphql/scalars.js';
import { CaseAsOfArguments } from '../case-arguments.js';
import { CaseAsOf, type CasePoint } from './case-as-of.query.js';
import { CaseThen } from './case-as-of.result.js';

@Resolver()
export class CaseAsOfResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => outputOf(CaseThen), {
    nullable: true,
    description:
      'A case with its brief as it stood at a point of its life, named by exactly one of revision and at. An event counts from when it was recorded on, an imported one from when it happened on. null where there is no such case, or was none yet.',
  })
  caseAsOf(
    @Args('id', { type: () => ID, description: 'The case' }) id: string,
    @Args('revision', {
      type: () => Int,
      nullable: true,
      description: 'Right after the event with this revision; the first has 0.',
    })
    revision: number | null,
    @Args('at', {
      type: () => DateTime,
      nullable: true,
      description: 'As it was known at this instant; one still to come counts as now.',
    })
    at: string | null,
  ): Promise<CaseThen | undefined> {
    const accepted = accept(CaseAsOfArguments, { id, revision, at });
    return this.queries.execute(new CaseAsOf(accepted.id, pointOf(accepted)));
  }
}

function pointOf({ revision, at }: CaseAsOfArguments): CasePoint {
  if (revision !== undefined && at === undefined) return { revision };
  if (at !== undefined && revision === undefined) return { at };
  const message = at === undefined ? 'give a revision or an instant (at)' : 'give either revision or at, not both';
  throw inputInvalid([{ path: 'revision', message }]);
}
