import { Streams, type EventStore } from '@baton/event-store';
import { MemoryEventStore } from '@baton/event-store/memory';
import fc from 'fast-check';
import { counting, longCase } from '../../../../test/support/long-case.js';
import { CaseReader } from '../case-reader.js';
import { CASE, uuid } from '../testing/stories.js';
import { runOf, type BothEnds } from './case-trail.page.js';
import { CaseTrail, CaseTrailHandler } from './case-trail.query.js';

const LONG = 2000;

/** A trail on a store that counts the events it hands out. */
function trailOf(stored: EventStore) {
  const { store, read } = counting(stored);
  const handler = new CaseTrailHandler(new CaseReader(new Streams(store)));
  const page = async (args: BothEnds, caseId = CASE) => handler.execute(new CaseTrail(caseId, runOf(args)));
  return { page, read };
}

describe('the trail of a case', () => {
  it('reads of a case of thousands of events only the page and the last event, wherever the page is', async () => {
    const { page, read } = trailOf(await longCase(LONG));
    for (const args of [{ first: 20 }, { first: 20, after: '1400' }, { last: 20 }, { last: 20, before: '1800' }]) {
      read.events = 0;
      const trail = await page(args);
      expect(trail?.edges).toHaveLength(20);
      expect(trail?.totalCount).toBe(LONG);
      expect(read.events).toBeLessThanOrEqual(21);
    }
  });

  it('is nothing where there is no case', async () => {
    expect(await trailOf(new MemoryEventStore()).page({}, uuid(404))).toBeUndefined();
  });

  it('shows each entry once, in order, from whichever end and in whatever pages it is read', async () => {
    const count = 57;
    const { page } = trailOf(await longCase(count));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 100 }), fc.boolean(), async (size, backwards) => {
        const pages: number[][] = [];
        for (let cursor: string | undefined, more = true; more;) {
          const trail = await page(backwards ? { last: size, before: cursor } : { first: size, after: cursor });
          if (!trail) throw new Error('no trail');
          const { pageInfo } = trail;
          pages.push(trail.edges.map(({ node }) => node.revision));
          more = backwards ? pageInfo.hasPreviousPage : pageInfo.hasNextPage;
          cursor = backwards ? pageInfo.startCursor : pageInfo.endCursor;
        }
        const seen = (backwards ? pages.reverse() : pages).flat();
        expect(seen).toEqual(Array.from({ length: count }, (_, n) => n));
      }),
      { numRuns: 40 },
    );
  });
});
