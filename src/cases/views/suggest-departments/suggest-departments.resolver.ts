import { QueryBus } from '@nestjs/cqrs';
import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { AT_LEAST } from '../../../platform/graphql/at-least.js';
import { outputOf } from '../../../platform/graphql/described-type.js';
import { accept } from '../../../platform/graphql/input.js';
import { SuggestDepartmentsArguments } from '../case-arguments.js';
import { SuggestDepartments } from './suggest-departments.query.js';
import { DepartmentSuggestions } from './suggest-departments.result.js';

@Resolver()
export class SuggestDepartmentsResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => outputOf(DepartmentSuggestions), {
    nullable: true,
    description:
      'To which departments the case might be offered next, by what earlier transfers and declines of the department accountable led to, skills wanted, opening hours and load; each says why. None once the chain raised a warning (H10). Changes nothing. null where there is no case with this id.',
  })
  suggestDepartments(
    @Args('id', { type: () => ID, description: 'The case' }) id: string,
    @Args('ask', { type: () => String, nullable: true, description: 'What would be asked of the receiver' })
    ask: string | null,
    @Args('skill', { type: () => String, nullable: true, description: 'The skill that is needed' })
    skill: string | null,
    @Args('atLeast', { type: () => String, nullable: true, description: AT_LEAST }) atLeast: string | null,
  ): Promise<DepartmentSuggestions | undefined> {
    const wanted = accept(SuggestDepartmentsArguments, { id, ask, skill });
    return this.queries.execute(
      new SuggestDepartments(wanted.id, { ask: wanted.ask ?? '', skill: wanted.skill }, atLeast ?? undefined),
    );
  }
}
