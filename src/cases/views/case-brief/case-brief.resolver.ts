import { QueryBus } from '@nestjs/cqrs';
import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { outputOf } from '../../../platform/graphql/described-type.js';
import { caseIdOf } from '../case-arguments.js';
import { CaseBriefById } from './case-brief.query.js';
import { CaseBrief } from './case-brief.result.js';

@Resolver()
export class CaseBriefResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => outputOf(CaseBrief), {
    nullable: true,
    description:
      'All that whoever takes the case up must know, on one page, always current; every line names the events it rests on. null where there is no case with this id.',
  })
  caseBrief(@Args('id', { type: () => ID, description: 'The case' }) id: string): Promise<CaseBrief | undefined> {
    return this.queries.execute(new CaseBriefById(caseIdOf(id)));
  }
}
