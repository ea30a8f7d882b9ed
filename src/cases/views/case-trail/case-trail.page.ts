import { ClientError } from '../../../platform/graphql/client-error.js';
import { PAGE_DEFAULT, PAGE_MAX } from '../../../platform/graphql/connection.js';
import { inputInvalid } from '../../../platform/graphql/input.js';

/** The arguments of a Relay connection that can be read from both ends. */
export interface BothEnds {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** A run of revisions: `limit` of those from `from` to `to`, counted from the first or from the last. */
export interface Run {
  readonly from: number;
  readonly to: number;
  readonly limit: number;
  readonly direction: 'forwards' | 'backwards';
}

/**
 * The run of revisions that the arguments ask for. Throws `INPUT_INVALID` for sizes, and for `first` with `last`;
 * `CURSOR_INVALID` for a cursor that is no revision.
 */
export function runOf({ after, before, ...size }: BothEnds): Run {
  return {
    ...howMany(size),
    from: isGiven(after) ? revisionOf('after', after) + 1 : 0,
    to: isGiven(before) ? revisionOf('before', before) - 1 : Number.MAX_SAFE_INTEGER,
  };
}

/** How many entries are asked for, and from which end. Throws `INPUT_INVALID` for sizes, and for `first` with `last`. */
export function howMany({ first, last }: Pick<BothEnds, 'first' | 'last'>): Pick<Run, 'limit' | 'direction'> {
  if (isGiven(first) && isGiven(last)) {
    throw inputInvalid([{ path: 'last', message: 'give either first or last, not both' }]);
  }
  return isGiven(last)
    ? { limit: sized('last', last), direction: 'backwards' }
    : { limit: sized('first', first ?? PAGE_DEFAULT), direction: 'forwards' };
}

const isGiven = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;

function sized(path: string, size: number): number {
  if (Number.isInteger(size) && size >= 1 && size <= PAGE_MAX) return size;
  const message = `${path} is ${size}, but a page has 1 to ${PAGE_MAX} items`;
  throw inputInvalid([{ path, message }]);
}

function revisionOf(path: string, cursor: string): number {
  if (/^(0|[1-9]\d{0,14})$/.test(cursor)) return Number(cursor);
  throw new ClientError('CURSOR_INVALID', `The cursor in ${path} is not the revision of an entry`, {
    remedy: 'Send the cursor of an entry, unchanged, or leave it out to begin at the end.',
  });
}
