import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { queriedName, ViewQueries } from '@baton/projections';
import { sql, type RawBuilder } from 'kysely';
import { AtLeast } from '../../../platform/graphql/at-least.js';
import { connection, type Connection, type Page } from '../../../platform/graphql/connection.js';
import { caseList } from '../case-list/case-list.projection.js';
import type { CaseListing } from '../case-list/case-list.row.js';
import type { SelectCases } from '../case-list/listed-cases.js';
import { beyond, placeOf } from '../keyset.js';
import type { CaseSearch } from './search-cases.input.js';

/** In which order cases are found: the newest first. */
export const NEWEST_FIRST = ['openedAt', 'caseId'] as const;

/** The total of a search is counted up to here; beyond it is not known. */
const COUNTED_TO = 1000;

/** Later than every word that begins so. */
const LAST_LETTER = '\u{10FFFF}';

/** A page of the cases that are looked for, the newest first. */
export class SearchCases extends Query<Connection<CaseListing>> {
  constructor(
    readonly search: Omit<CaseSearch, 'text'>,
    /** Words as the index has them, from two letters on the beginnings of words; all must occur. */
    readonly words: readonly string[],
    readonly page: Page,
    readonly atLeast: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(SearchCases)
export class SearchCasesHandler implements IQueryHandler<SearchCases> {
  constructor(
    private readonly views: ViewQueries,
    private readonly atLeast: AtLeast,
  ) {}

  async execute({ search, words, page, atLeast }: SearchCases): Promise<Connection<CaseListing>> {
    await this.atLeast.reached(atLeast, caseList);
    const picked = (query: SelectCases): SelectCases => filtered(query, search, words);
    const found = await this.views.find(caseList, 'rows', (query) => {
      const ordered = NEWEST_FIRST.reduce((rows, column) => rows.orderBy(column, 'desc'), picked(query));
      const limited = ordered.limit(page.limit + 1);
      return page.after ? limited.where(beyond(NEWEST_FIRST, page.after, 'desc')) : limited;
    });
    return connection(found, page, (row) => placeOf(row, NEWEST_FIRST), await this.total(picked));
  }

  /** How many cases are found, where they are not too many to count. */
  private async total(picked: (query: SelectCases) => SelectCases): Promise<number | undefined> {
    const counted = await this.views.run(() =>
      picked(this.views.from(caseList, 'rows'))
        .select('caseId')
        .limit(COUNTED_TO + 1)
        .execute(),
    );
    return counted.length > COUNTED_TO ? undefined : counted.length;
  }
}

function filtered(query: SelectCases, search: Omit<CaseSearch, 'text'>, words: readonly string[]): SelectCases {
  let picked = query;
  for (const [column, value] of Object.entries(search)) picked = picked.where(column as 'product', '=', value);
  for (const word of words) picked = picked.where(withWord(word));
  return picked;
}

/** The cases in which a word occurs: one letter as it stands, a longer one from its beginning. */
function withWord(word: string): RawBuilder<boolean> {
  const index = sql.table(queriedName(caseList.name, 'words'));
  const found =
    word.length < 2
      ? sql`${sql.ref('word')} = ${word}`
      : sql`${sql.ref('word')} >= ${word} and ${sql.ref('word')} < ${word + LAST_LETTER}`;
  return sql<boolean>`${sql.ref('rows.caseId')} in (select ${sql.ref('caseId')} from ${index} where ${found})`;
}
