import { QueryBus } from '@nestjs/cqrs';
import { Args, ArgsType, Field, ID, Query, Resolver } from '@nestjs/graphql';
import { AT_LEAST } from '../../../platform/graphql/at-least.js';
import { connectionOf, PageArgs, pageOf, type Connection } from '../../../platform/graphql/connection.js';
import { enumOf } from '../../../platform/graphql/enum-type.js';
import { accept, inputInvalid } from '../../../platform/graphql/input.js';
import { CaseStatus } from '../../case.words.js';
import { CaseListing } from '../case-list/case-list.row.js';
import { CaseSearch, MOST_SEARCHED } from './search-cases.input.js';
import { NEWEST_FIRST, SearchCases } from './search-cases.query.js';
import { wordsOf } from '@baton/text-words';

@ArgsType()
class SearchArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description:
      'Words that occur in what was said and written about the case, each from its beginning: “rout” finds router. Capitals and accents make no difference. At most 8 words, 200 characters.',
  })
  text?: string | null;

  @Field(() => enumOf(CaseStatus), { nullable: true, description: 'Only cases that stand so.' })
  status?: CaseStatus | null;

  @Field(() => String, { nullable: true, description: 'Only cases this department answers for.' })
  department?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only cases of this customer.' })
  customerId?: string | null;

  @Field(() => String, { nullable: true, description: 'Only cases of this name in another system, exactly.' })
  reference?: string | null;

  @Field(() => String, { nullable: true, description: 'Only cases about this product, exactly.' })
  product?: string | null;

  @Field(() => String, { nullable: true, description: AT_LEAST })
  atLeast?: string | null;
}

@Resolver()
export class SearchCasesResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => connectionOf(CaseListing), {
    description:
      'The cases that fit all that is said, the newest first. The total is counted up to 1,000; it is null where there are more.',
  })
  searchCases(@Args() { first, after, atLeast, ...sent }: SearchArgs): Promise<Connection<CaseListing>> {
    const { text, ...search } = accept(CaseSearch, sent);
    const page = pageOf({ first: first ?? null, after: after ?? null }, NEWEST_FIRST.length);
    return this.queries.execute(new SearchCases(search, searchedWords(text), page, atLeast ?? undefined));
  }
}

function searchedWords(text: string | undefined): string[] {
  if (text === undefined) return [];
  const words = wordsOf(text);
  if (words.length >= 1 && words.length <= MOST_SEARCHED) return words;
  const message =
    words.length === 0
      ? 'text holds no letter and no digit to look for'
      : `text has ${words.length} words, at most ${MOST_SEARCHED} are looked for`;
  throw inputInvalid([{ path: 'text', message }]);
}
