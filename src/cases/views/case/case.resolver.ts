import { QueryBus } from '@nestjs/cqrs';
import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { AtLeast } from '../../../platform/graphql/at-least.js';
import { outputOf } from '../../../platform/graphql/described-type.js';
import { caseIdOf } from '../case-arguments.js';
import { CaseById } from './case.query.js';
import { Case } from './case.result.js';

@Resolver()
export class CaseResolver {
  constructor(
    private readonly queries: QueryBus,
    private readonly atLeast: AtLeast,
  ) {}

  @Query(() => outputOf(Case), {
    nullable: true,
    description:
      'A case, read from its own events and so always current; null where there is none with this id. Its lists hold the newest 100; caseTrail has everything.',
  })
  async case(
    @Args('id', { type: () => ID, description: 'The case' }) id: string,
    @Args('atLeast', {
      type: () => String,
      nullable: true,
      description: 'The position of a receipt. Not needed: the case always holds everything that was acknowledged.',
    })
    atLeast: string | null,
  ): Promise<Case | undefined> {
    await this.atLeast.reached(atLeast);
    return this.queries.execute(new CaseById(caseIdOf(id)));
  }
}
