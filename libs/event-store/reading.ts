import type { Position } from '@baton/contracts';
import { StoreFailed } from './errors.js';
import type { ReadStream } from './port.js';

/** The revisions a reader asked for, in the order asked for, of a stream that ends at `last` (-1: does not exist). */
export function* revisionsWanted(options: ReadStream, last: number): Generator<number, void, undefined> {
  const { first, final, count } = rangeWanted(options, last);
  for (let taken = 0; taken < count; taken++) yield options.direction === 'backwards' ? final - taken : first + taken;
}

/** First and last revision asked for, and how many events that makes. */
export function rangeWanted(
  { from = 0, to = Infinity, limit = Infinity }: ReadStream,
  last: number,
): { first: number; final: number; count: number } {
  const first = Math.max(from, 0);
  const final = Math.min(to, last);
  return { first, final, count: Math.max(0, Math.min(final - first + 1, limit)) };
}

/** A reader that is ahead of the log it reads: going on would skip what is written next. */
export const behindReader = (after: Position, head: Position | undefined): StoreFailed =>
  new StoreFailed(
    'STORE_BEHIND_READER',
    `the log ends at ${head ?? 'its beginning'}, but a reader has seen ${after} already`,
    'The events are older than what was built from them, as after restoring a backup: rebuild the views',
  );

/** A reader that begins where the log has no place: what it has seen was another log. */
export const unknownPosition = (after: Position, cause: unknown): StoreFailed =>
  new StoreFailed(
    'POSITION_UNKNOWN',
    `${after} is no place in this log`,
    'It is of another log, or an older one of the same name: read from the beginning, and rebuild the views where it is theirs',
    { cause },
  );

/** What a closed store answers. */
export const closedStore = (): StoreFailed =>
  new StoreFailed('STORE_CLOSED', 'the event store was closed', 'The service is stopping: ask again once it runs');
