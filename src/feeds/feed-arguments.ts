import { caseEvents, type By, type Position } from '@baton/contracts';
import { comparePositions, isPosition, type EventStore } from '@baton/event-store';
import { Code, Described, Id, Text } from '@baton/fields';
import { ClientError } from '../platform/graphql/client-error.js';
import { accept, inputInvalid } from '../platform/graphql/input.js';
import type { CaseFeed } from './case-feed.js';
import type { CaseFilter } from './case-filter.js';

/** In place of a department: the cases of all of them. No code begins with it. */
export const ALL_DEPARTMENTS = '*';

/** What a reader may ask of the feed, in words for the schema and for the command line. */
export const ABOUT = {
  department:
    "Only events that concern this department: the caller's own unless told, all for an auditor or admin; * for all",
  types: 'Only events of these words, as EVENTS.md lists them',
  case: 'Only events of this case',
  after: 'Where to begin: after a position, at the beginning, or now; now unless told',
} as const;

@Described('The feed of case events: which ones, and from where.')
export class FeedArguments {
  @Code(ABOUT.department, { optional: true }) department?: string;
  @Code(ABOUT.types, { optional: true, list: 100 }) types?: string[];
  @Id(ABOUT.case, { optional: true }) case?: string;
  @Text(ABOUT.after, { optional: true, max: 50 }) after?: string;
}

/**
 * What a caller asks of the feed, checked; who may ask for which department, the access matrix has said before. Throws
 * `INPUT_INVALID`.
 */
export function filterOf(sent: FeedArguments, by: By): CaseFilter {
  const all = sent.department === ALL_DEPARTMENTS;
  const { department, types, case: id } = accept(FeedArguments, all ? { ...sent, department: undefined } : sent);
  const unknown = (types ?? []).filter((type) => !Object.hasOwn(caseEvents, type));
  if (unknown.length > 0) {
    const message = `no case has events called ${unknown.join(', ')}; see EVENTS.md for the words`;
    throw inputInvalid('The feed', [{ path: 'types', message }]);
  }
  const whose = all ? undefined : (department ?? usualFor(by));
  return {
    ...(whose === undefined ? {} : { department: whose }),
    ...(types === undefined ? {} : { types }),
    ...(id === undefined ? {} : { case: id }),
  };
}

const usualFor = ({ role, department }: By): string | undefined =>
  role === 'AUDITOR' || role === 'ADMIN' ? undefined : department;

/** The position to go on after; undefined for the beginning. Throws `INPUT_INVALID` for one this log does not have. */
export async function startOf(
  after: string | null | undefined,
  store: Pick<EventStore, 'head'>,
): Promise<Position | undefined> {
  const head = await store.head();
  if (after === undefined || after === null || after === 'now') return head;
  if (after === 'beginning') return undefined;
  if (!isPosition(after) || head === undefined || isBeyond(after, head)) {
    const message = `"${after}" is no position of this log; give one that the feed has told you, "beginning" or "now"`;
    throw inputInvalid('The feed', [{ path: 'after', message }]);
  }
  return after;
}

/** Lets in as many readers as there is room for. Throws `TOO_MANY_READERS`. */
export function refuseIfFull({ readers, readersMax }: CaseFeed): void {
  if (readers < readersMax) return;
  throw new ClientError('TOO_MANY_READERS', `${readers} readers follow already, as many as there is room for`, {
    remedy: 'Come again later, or follow several things with one reader.',
  });
}

/** A position of another engine is beyond this log as well. */
function isBeyond(after: Position, head: Position): boolean {
  return after.includes('/') !== head.includes('/') || comparePositions(after, head) > 0;
}
