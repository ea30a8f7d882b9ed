import { ForeignPosition, isPosition } from '@baton/event-store';
import { ClientError } from '../../../platform/graphql/client-error.js';
import { howMany, type BothEnds } from '../case-trail/case-trail.page.js';
import type { JoinedRun } from './joined-trails.js';

/** The run of entries that the arguments ask for. Throws as `runOf` does; a cursor is a position of the log. */
export const joinedRunOf = ({ after, before, ...size }: BothEnds): JoinedRun => ({
  after: placeOf('after', after),
  before: placeOf('before', before),
  ...howMany(size),
});

function placeOf(path: string, cursor: string | null | undefined): string | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  if (cursor.length > 50 || !isPosition(cursor)) throw foreign(path);
  return cursor;
}

/** What is asked, with a position that another engine gave out refused as a cursor. */
export async function knowingCursors<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw error instanceof ForeignPosition ? foreign('after or before') : error;
  }
}

const foreign = (path: string): ClientError =>
  new ClientError('CURSOR_INVALID', `The cursor in ${path} is not the position of an entry`, {
    remedy: 'Send the cursor of an entry, unchanged, or leave it out to begin at the end.',
  });
