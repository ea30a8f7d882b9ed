import type { RequestContext } from '../platform/auth/caller.js';
import type { CaseFilter } from './case-filter.js';

/** Token under which whoever keeps who follows which feed is bound. */
export const FEED_READERS = Symbol('FeedReaders');

/** What the feeds module tells of those who begin to follow a feed; the audit module keeps it. */
export interface FeedReaders {
  /**
   * Resolves once it is kept, where it has to be; where that fails, the feed is not begun.
   * @param feed where it is followed (`GET /feeds/cases`); of one case, of one department, or else of all
   */
  follow(
    asking: RequestContext,
    feed: { readonly what: string; readonly caseId?: string; readonly department?: string },
  ): Promise<void>;
}

/** Has it kept who begins to follow a feed, before he is told anything. Throws where that fails. */
export async function keepFollower(
  readers: FeedReaders,
  asking: RequestContext | undefined,
  what: string,
  { case: caseId, department }: CaseFilter,
): Promise<void> {
  if (!asking) throw new Error(`${what} is followed by nobody`);
  await readers.follow(asking, {
    what,
    ...(caseId === undefined ? {} : { caseId }),
    ...(department === undefined ? {} : { department }),
  });
}
