import { QueryBus } from '@nestjs/cqrs';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { Code, Described, Instant } from '@baton/fields';
import { outputOf } from '../../../platform/graphql/described-type.js';
import { accept, inputInvalid } from '../../../platform/graphql/input.js';
import { DateTime } from '../../../platform/graphql/scalars.js';
import { AbsencePlanOf } from './absence-plan.query.js';
import { AbsencePlan } from './absence-plan.result.js';

@Described('Whose plan is wanted, and for which time.')
class AbsencePlanArguments {
  @Code('The agent') agent: string;
  @Instant('From when') from: string;
  @Instant('Until when') until: string;
}

@Resolver()
export class AbsencePlanResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => outputOf(AbsencePlan), {
    nullable: true,
    description:
      'Each open case and promise of an agent for a time in which he is away, with its stand-in or none, and whether the absence can begin (H11); null where there is no such agent.',
  })
  absencePlan(
    @Args('agent', { type: () => String, description: 'The agent' }) agent: string,
    @Args('from', { type: () => DateTime, description: 'From when' }) from: string,
    @Args('until', { type: () => DateTime, description: 'Until when' }) until: string,
  ): Promise<AbsencePlan | undefined> {
    const asked = accept(AbsencePlanArguments, { agent, from, until });
    if (asked.until <= asked.from) {
      throw inputInvalid([{ path: 'until', message: 'until must be later than from', code: 'OUT_OF_RANGE' }]);
    }
    return this.queries.execute(new AbsencePlanOf(asked.agent, { from: asked.from, until: asked.until }));
  }
}
