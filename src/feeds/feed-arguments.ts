import { caseEvents, streamOf, type By, type Position } from '@baton/contracts';
import { BEGINNING, comparePositions, isPosition, StoreFailed, type EventStore } from '@baton/event-store';
import { check, Code, Described, Id, normalise, Text, type Problem } from '@baton/fields';
import { givenTwice, inputInvalid } from '../platform/graphql/input.js';
import type { FollowCases } from './case-feed.js';

/** In place of a department: the cases of all of them. No code begins with it. */
const ALL_DEPARTMENTS = '*';

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

/** Which events, and from where; undefined for the beginning. */
export type Wanted = Pick<FollowCases, 'filter' | 'after'>;

type Store = Pick<EventStore, 'head' | 'readStream' | 'readAll'>;

/**
 * What a caller asks of the feed, checked; who may ask for which department, the access matrix has said before. Throws
 * `INPUT_INVALID` with everything that is wrong, also a case or a department that there is none of: whoever follows a
 * wrong one would take it for a quiet one. The caller's own is what the token says, opened or not.
 */
export async function wantedOf(sent: FeedArguments, by: By, store: Store): Promise<Wanted> {
  const all = sent.department === ALL_DEPARTMENTS;
  const asked = all ? { ...sent, department: undefined } : sent;
  const twice = Object.keys(asked).filter(
    (name) => name !== 'types' && Array.isArray(asked[name as keyof FeedArguments]),
  );
  const unfit = check(FeedArguments, asked).filter(({ path }) => !twice.includes(path));
  const problems = [...twice.map(givenTwice), ...unfit];
  const wrong = new Set(problems.map(({ path }) => path.split('.')[0]));
  const fine = Object.entries(asked).filter(([name]) => !wrong.has(name));
  const { department, types, case: id, after } = normalise(FeedArguments, Object.fromEntries(fine));
  const head = await store.head();
  problems.push(
    ...(await noDepartment(department, by, store)),
    ...unknownWords(types),
    ...(await noPlace(after, head, store)),
    ...(await noCase(id, store)),
  );
  if (problems.length > 0) throw inputInvalid(problems);
  const whose = all ? undefined : (department ?? usualFor(by));
  const filter = {
    ...(whose === undefined ? {} : { department: whose }),
    ...(types === undefined ? {} : { types }),
    ...(id === undefined ? {} : { case: id }),
  };
  return { filter, after: startAt(after, head) };
}

const usualFor = ({ role, department }: By): string | undefined =>
  role === 'AUDITOR' || role === 'ADMIN' ? undefined : department;

function startAt(after: string | undefined, head: Position | undefined): Position | undefined {
  if (after === undefined || after === 'now') return head;
  return after === 'beginning' ? undefined : after;
}

function unknownWords(types: readonly string[] = []): Problem[] {
  const unknown = types.filter((type) => !Object.hasOwn(caseEvents, type));
  if (unknown.length === 0) return [];
  return [
    { path: 'types', message: `types names ${unknown.join(', ')}, which no case has; see EVENTS.md for the words` },
  ];
}

async function noPlace(after: string | undefined, head: Position | undefined, store: Store): Promise<Problem[]> {
  if (after === undefined || after === 'now' || after === 'beginning') return [];
  if (isPosition(after) && !isBeyond(after, head ?? BEGINNING) && (await isPlace(after, store))) return [];
  const message = `after is "${after}", which is no position of this log; give one that the feed has told you, "beginning" or "now"`;
  return [{ path: 'after', message }];
}

async function noDepartment(code: string | undefined, by: By, store: Store): Promise<Problem[]> {
  if (code === undefined || code === by.department || (await exists(streamOf('department', code), store))) return [];
  const message = `there is no department ${code}; the query departments lists them, and ${ALL_DEPARTMENTS} is for all`;
  return [{ path: 'department', message }];
}

async function noCase(id: string | undefined, store: Store): Promise<Problem[]> {
  if (id === undefined || (await exists(streamOf('case', id), store))) return [];
  return [{ path: 'case', message: `there is no case ${id}` }];
}

async function exists(stream: string, store: Store): Promise<boolean> {
  for await (const _ of store.readStream(stream, { limit: 1 })) return true;
  return false;
}

/** Whether the log can be read from there: not every number before its end is a place in it. */
async function isPlace(after: Position, store: Store): Promise<boolean> {
  try {
    await store.readAll({ after, limit: 1 });
    return true;
  } catch (error) {
    if (error instanceof StoreFailed && error.code === 'POSITION_UNKNOWN') return false;
    throw error;
  }
}

/** A position of another engine is beyond this log as well. */
function isBeyond(after: Position, head: Position): boolean {
  if (after === BEGINNING) return false;
  return after.includes('/') !== head.includes('/') || comparePositions(after, head) > 0;
}
