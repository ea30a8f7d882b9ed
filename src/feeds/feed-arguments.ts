import { caseEvents, type By, type Position } from '@baton/contracts';
import { comparePositions, isPosition, type EventStore } from '@baton/event-store';
import { Code, Described, Id, Text } from '@baton/fields';
import { accept, inputInvalid } from '../platform/graphql/input.js';
import type { CaseFilter } from './case-filter.js';

@Described('The feed of case events: which ones, and from where.')
export class FeedArguments {
  @Code("Only events that concern this department; the caller's own unless told, all for an auditor or admin", {
    optional: true,
  })
  department?: string;
  @Code('Only events of these words', { optional: true, list: 100 }) types?: string[];
  @Id('Only events of this case', { optional: true }) case?: string;
  @Text('A position to go on after, `beginning` or `now`; now unless told', { optional: true, max: 50 }) after?: string;
}

/** What a caller asks of the feed, checked. Throws `INPUT_INVALID`. */
export function filterOf(sent: FeedArguments, by: By): CaseFilter {
  const { department, types, case: id } = accept(FeedArguments, sent);
  const unknown = (types ?? []).filter((type) => !Object.hasOwn(caseEvents, type));
  if (unknown.length > 0) {
    const message = `no case has events called ${unknown.join(', ')}; see EVENTS.md for the words`;
    throw inputInvalid('The feed', [{ path: 'types', message }]);
  }
  const whose = department ?? (by.role === 'AUDITOR' || by.role === 'ADMIN' ? undefined : by.department);
  return {
    ...(whose === undefined ? {} : { department: whose }),
    ...(types === undefined ? {} : { types }),
    ...(id === undefined ? {} : { case: id }),
  };
}

/** The position to go on after; undefined for the beginning. Throws `INPUT_INVALID` for one this log does not have. */
export async function startOf(
  after: string | undefined,
  store: Pick<EventStore, 'head'>,
): Promise<Position | undefined> {
  const head = await store.head();
  if (after === undefined || after === 'now') return head;
  if (after === 'beginning') return undefined;
  if (!isPosition(after) || head === undefined || isBeyond(after, head)) {
    const message = `"${after}" is no position of this log; give one that the feed has told you, "beginning" or "now"`;
    throw inputInvalid('The feed', [{ path: 'after', message }]);
  }
  return after;
}

/** A position of another engine is beyond this log as well. */
function isBeyond(after: Position, head: Position): boolean {
  return after.includes('/') !== head.includes('/') || comparePositions(after, head) > 0;
}
