import { caseEvents, keyOfStream, type CaseFact } from '@baton/contracts';
import { projection, type TableSpec, type TablesOf, type TablesRows } from '@baton/projections';
import type { CaseEvent } from '../../case.state.js';
import { wordsOf } from '../search-cases/words-of.js';
import { changed, listed } from './case-list.changes.js';
import { CaseWord, ListedCase } from './case-list.row.js';
import { textsOf } from './case-list.texts.js';

const words = Object.keys(caseEvents) as CaseFact['type'][];

type Tables = TablesOf<{ rows: ListedCase; words: CaseWord }>;

/** In which order a department or an agent takes up cases: next deadline, risk tier, urgency, age. */
export const URGENT_FIRST = ['deadlineRank', 'tierRank', 'urgencyRank', 'openedAt', 'caseId'] as const;

/** In which order supervisors look at cases that bounce: the highest level of alarm first, then age. */
export const WORST_FIRST = ['alarmRank', 'openedAt', 'caseId'] as const;

const rows: TableSpec<ListedCase> = {
  row: ListedCase,
  key: ['caseId'],
  indexes: [
    ['department', 'status', ...URGENT_FIRST],
    ['offeredTo', 'status', ...URGENT_FIRST],
    ['holder', 'status', ...URGENT_FIRST],
    ['standsInFor', 'status', ...URGENT_FIRST],
    ['offeredToAgent', 'status', ...URGENT_FIRST],
    ['department', 'status', ...WORST_FIRST],
    ['status', ...WORST_FIRST],
    ['openedAt', 'caseId'],
    ['status', 'openedAt', 'caseId'],
    ['department', 'openedAt', 'caseId'],
    ['customerId', 'openedAt', 'caseId'],
    ['customerId', 'status', 'openedAt', 'caseId'],
    ['product', 'openedAt', 'caseId'],
    ['reference', 'openedAt', 'caseId'],
  ],
};

function fold(event: CaseEvent, tables: TablesRows<Tables>): Promise<void> | void {
  const caseId = keyOfStream(event);
  for (const word of wordsOf(...textsOf(event))) tables.words.put({ word, caseId });
  if (event.type === 'CaseOpened') return tables.rows.put(listed(event));
  return tables.rows.change({ caseId }, (row) => changed(row, event));
}

/**
 * The list of all cases, with the words by which one finds them. Every word of the case is folded, as a list shows when
 * something happened last. An event costs its own case's row and its own words, whatever else there is.
 */
export const caseList = projection<{ rows: ListedCase; words: CaseWord }>({
  name: 'case_list',
  version: 7,
  tables: { rows, words: { row: CaseWord, key: ['word', 'caseId'] } },
  on: Object.fromEntries(words.map((type) => [type, fold])) as Record<CaseFact['type'], typeof fold>,
});
