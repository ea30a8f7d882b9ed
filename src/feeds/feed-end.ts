import type { Position } from '@baton/contracts';
import { words, type WordOf } from '@baton/fields';
import type { CutOff } from './case-feed.js';
import type { EndOfFeed } from './feed-buffer.js';

/** Why a feed ended, as both doors say it. */
export const FeedEnd = words('FeedEnd', 'Why a feed ended', {
  TOO_SLOW: 'More events waited for the reader than are kept for it',
  STOPPING: 'The service is stopping',
  TOKEN_EXPIRED: 'The token of the reader is believed no longer',
  STORE_FAILED: 'The events cannot be read at the moment',
});
export type FeedEnd = WordOf<typeof FeedEnd>;

const ENDS: Readonly<Record<EndOfFeed['kind'], readonly [FeedEnd, string]>> = {
  'too-slow': ['TOO_SLOW', 'You take events too slowly and were cut off.'],
  stopping: ['STOPPING', 'The service is stopping.'],
  'token-expired': ['TOKEN_EXPIRED', 'Your token has expired: come back with a new one.'],
  failed: ['STORE_FAILED', 'The events cannot be read at the moment.'],
};

/** A position as a reader is told it: `beginning` before the first event. */
export const placeOf = (position: Position | undefined): string => position ?? 'beginning';

/** The end of a feed in words: why, what to do, and from where to go on. */
export function endOf({ why, position }: CutOff): { code: FeedEnd; message: string; position: string } {
  const [code, message] = ENDS[why.kind];
  return { code, message: `${message} Nothing is lost: go on after the position.`, position: placeOf(position) };
}
