import { Described, Nested, OneOf, words, type WordOf } from '@baton/fields';
import { CaseListing } from '../case-list/case-list.row.js';
import { LedgerPromise } from '../promises/promises.projection.js';

/** A case of a worklist shows at most so many of its open promises. */
export const PROMISES_SHOWN = 20;

export const WorklistRole = words('WorklistRole', 'Why a case is on the worklist of an agent', {
  HELD: 'The agent works on it',
  OFFERED: 'It is offered to another department and meant for the agent, who has not answered yet',
  LED: 'The agent sees it through to its end as its lead, and somebody else works on it, or nobody (H10)',
});
export type WorklistRole = WordOf<typeof WorklistRole>;

@Described('An open case on the worklist of an agent.')
export class WorklistCase extends CaseListing {
  @OneOf(WorklistRole, 'Why it is there') role: WorklistRole;
  @Nested(() => LedgerPromise, 'Its open promises, the next due first; at most 20, openPromises counts all', {
    list: PROMISES_SHOWN,
  })
  promises: LedgerPromise[];
}
