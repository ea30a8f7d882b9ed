import { QueryBus } from '@nestjs/cqrs';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { AT_LEAST } from '../../../platform/graphql/at-least.js';
import { outputOf } from '../../../platform/graphql/described-type.js';
import { accept } from '../../../platform/graphql/input.js';
import { PromisesInWordsArguments } from '../case-arguments.js';
import { PromisesToCustomer } from './promises-in-words.query.js';
import { PromisesInWords } from './promises-in-words.result.js';

@Resolver()
export class PromisesInWordsResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => outputOf(PromisesInWords), {
    nullable: true,
    description:
      'What the customer of a case was promised, in sentences of their language: for a portal or a phone menu, which has made sure who asks. null where there is no such case.',
  })
  promisesInWords(
    @Args('caseReference', { type: () => String, description: 'The id of the case, or its name in another system' })
    caseReference: string,
    @Args('language', {
      type: () => String,
      nullable: true,
      description: "A BCP 47 tag: en, de, pl, ru or he; the customer's own when absent or another",
    })
    language: string | null,
    @Args('atLeast', { type: () => String, nullable: true, description: AT_LEAST }) atLeast: string | null,
  ): Promise<PromisesInWords | undefined> {
    const asked = accept(PromisesInWordsArguments, { caseReference, language });
    return this.queries.execute(new PromisesToCustomer(asked.caseReference, asked.language, atLeast ?? undefined));
  }
}
