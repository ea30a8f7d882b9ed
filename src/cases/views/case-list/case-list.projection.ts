import { caseEvents, keyOfStream, type CaseFact } from '@baton/contracts';
import { projection, type TableSpec, type TablesOf, type TablesRows } from '@baton/projections';
import type { CaseEvent } from '../../case.state.js';
import { wordsOf } from '@baton/text-words';
import { changed, listed, owing, type Owed } from './case-list.changes.js';
import { CaseWord, DepartmentCases, HeldCases, ListedCase, SkilledCases } from './case-list.row.js';
import { textsOf } from './case-list.texts.js';

const words = Object.keys(caseEvents) as CaseFact['type'][];

type Row = { rows: ListedCase; words: CaseWord; counts: DepartmentCases; skilled: SkilledCases; held: HeldCases };
type Tables = TablesRows<TablesOf<Row>>;

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
    ['lead', 'status', ...URGENT_FIRST],
    ['department', 'status', ...WORST_FIRST],
    ['offeredTo', 'status', ...WORST_FIRST],
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

async function fold(event: CaseEvent, { rows, words, counts, skilled, held }: Tables): Promise<void> {
  const caseId = keyOfStream(event);
  for (const word of wordsOf(...textsOf(event))) words.put({ word, caseId });
  if (event.type === 'CaseOpened') {
    const opened = listed(event);
    rows.put(opened);
    return count(counts, undefined, opened);
  }
  let before: ListedCase | undefined;
  let after: ListedCase | undefined;
  await rows.change({ caseId }, (row) => {
    before = row;
    return (after = changed(row, event));
  });
  await point(rows, before, after);
  await count(counts, before, after);
  await countSkill(skilled, before, after);
  await countHeld(held, before, after);
}

/** X3: what a duplicate owes is due in the case in which work goes on, for as long as it points there. */
async function point(rows: Tables['rows'], before?: ListedCase, after?: ListedCase): Promise<void> {
  if (!after || (before?.mergedInto === after.mergedInto && owesTheSame(before, after))) return;
  const { caseId, mergedInto } = after;
  const left = before?.mergedInto;
  if (left !== undefined && left !== mergedInto)
    await rows.change({ caseId: left }, (row) => owing(row, caseId, NOTHING));
  if (mergedInto !== undefined) await rows.change({ caseId: mergedInto }, (row) => owing(row, caseId, after));
}

const NOTHING: Owed = { promises: [], breaches: [] };

const owesTheSame = (one: Owed | undefined, other: Owed): boolean =>
  one?.promises === other.promises && one.breaches === other.breaches;

/** Whom an open case counts for: the department that answers for it, and another that it is on offer to. */
function countedFor(row: ListedCase | undefined): { readonly accountable?: string; readonly offered?: string } {
  if (row?.status !== 'OPEN') return {};
  const { department, offeredTo } = row;
  const elsewhere = offeredTo !== undefined && offeredTo !== department;
  return { accountable: department, ...(elsewhere ? { offered: offeredTo } : {}) };
}

/** Counts a case where it is now instead of where it was: nothing is touched where that is the same. */
async function count(counts: Tables['counts'], before?: ListedCase, after?: ListedCase): Promise<void> {
  const [left, come] = [countedFor(before), countedFor(after)];
  const add = async (department: string | undefined, what: 'accountable' | 'offered', by: number): Promise<void> => {
    if (department === undefined) return;
    const found = (await counts.get({ department })) ?? { department, accountable: 0, offered: 0 };
    counts.put({ ...found, [what]: found[what] + by });
  };
  for (const what of ['accountable', 'offered'] as const) {
    if (left[what] === come[what]) continue;
    await add(left[what], what, -1);
    await add(come[what], what, 1);
  }
}

/** Counts an open case for the skill for which its department accepted it, and for the one for which it is on offer. */
async function countSkill(skilled: Tables['skilled'], before?: ListedCase, after?: ListedCase): Promise<void> {
  const [left, come] = [before, after].map((row) => (row?.status === 'OPEN' ? row : undefined));
  const move = async (what: 'cases' | 'offered', from?: Skill, to?: Skill): Promise<void> => {
    if (from?.department === to?.department && from?.skill === to?.skill) return;
    for (const [at, by] of [
      [from, -1],
      [to, 1],
    ] as const) {
      if (!at) continue;
      const found = (await skilled.get(at)) ?? { ...at, cases: 0, offered: 0 };
      skilled.put({ ...found, [what]: found[what] + by });
    }
  };
  await move('cases', skillOf(left?.department, left?.skill), skillOf(come?.department, come?.skill));
  await move('offered', skillOf(left?.offeredTo, left?.offeredSkill), skillOf(come?.offeredTo, come?.offeredSkill));
}

type Skill = Pick<SkilledCases, 'department' | 'skill'>;
const skillOf = (department: string | undefined, skill: string | undefined): Skill | undefined =>
  department === undefined || skill === undefined ? undefined : { department, skill };

/** Counts an open case for the agent who holds it. */
async function countHeld(held: Tables['held'], before?: ListedCase, after?: ListedCase): Promise<void> {
  const [left, come] = [before, after].map((row) => (row?.status === 'OPEN' ? row.holder : undefined));
  if (left === come) return;
  for (const [holder, by] of [
    [left, -1],
    [come, 1],
  ] as const) {
    if (holder === undefined) continue;
    const { cases = 0 } = (await held.get({ holder })) ?? {};
    held.put({ holder, cases: cases + by });
  }
}

/**
 * The list of all cases, with the words by which one finds them. Every word of the case is folded, as a list shows when
 * something happened last. An event costs its own case's row, its own words and, where a case passes on, changes hands, or an
 * offer begins or ends, a few counts, whatever else there is; what changes the promises of a duplicate costs that of one other
 * case.
 */
export const caseList = projection<Row>({
  name: 'case_list',
  version: 13,
  tables: {
    rows,
    words: { row: CaseWord, key: ['word', 'caseId'] },
    counts: { row: DepartmentCases, key: ['department'] },
    skilled: { row: SkilledCases, key: ['department', 'skill'] },
    held: { row: HeldCases, key: ['holder'] },
  },
  on: Object.fromEntries(words.map((type) => [type, fold])) as Record<CaseFact['type'], typeof fold>,
});
