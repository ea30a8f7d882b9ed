import { QueryBus } from '@nestjs/cqrs';
import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { outputOf } from '../../../platform/graphql/described-type.js';
import { caseIdOf } from '../case-arguments.js';
import { CaseTimeSplitById } from './case-time-split.query.js';
import { CaseTimeSplit } from './case-time-split.result.js';

@Resolver()
export class CaseTimeSplitResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => outputOf(CaseTimeSplit), {
    nullable: true,
    description:
      'How long each department was accountable for a case, always current; the parts sum to the whole. null where there is no case with this id.',
  })
  caseTimeSplit(
    @Args('id', { type: () => ID, description: 'The case' }) id: string,
  ): Promise<CaseTimeSplit | undefined> {
    return this.queries.execute(new CaseTimeSplitById(caseIdOf(id)));
  }
}
