import { setImmediate as nextTurn } from 'node:timers/promises';
import { Streams } from '@baton/event-store';
import { counting, longCase } from '../../../../test/support/long-case.js';
import { CaseReader } from '../case-reader.js';
import { CASE } from '../testing/stories.js';
import { CaseReplay, CaseReplayHandler } from './case-replay.query.js';

const LONG = 2000;

describe('the replay of a long case', () => {
  async function replayOf(count: number) {
    const { store, read } = counting(await longCase(count));
    const handler = new CaseReplayHandler(new CaseReader(new Streams(store)));
    const page = async (after?: number, from = 0) => {
      read.events = 0;
      const found = await handler.execute(new CaseReplay(CASE, { from, to: undefined, limit: 100, after }));
      return { steps: found?.edges.map(({ node }) => node), read: read.events };
    };
    return { page };
  }

  it('reads only the page where the page before it was asked for, and tells the same as from the beginning', async () => {
    const [walked, jumped] = [await replayOf(LONG), await replayOf(LONG)];
    for (let after: number | undefined; after !== LONG - 1;) {
      const page = await walked.page(after);
      // One more says where the case ends, another where the page does.
      expect(page.read).toBeLessThanOrEqual(102);
      if (after === 999) expect(page.steps).toEqual((await jumped.page(after)).steps);
      after = page.steps?.at(-1)?.event.revision;
    }
  });

  it('goes on from a page whose stretch began elsewhere', async () => {
    const { page } = await replayOf(LONG);
    await page(undefined, 900);
    expect((await page(undefined, 1000)).read).toBeLessThanOrEqual(102);
  });

  it('lets others have their turn while it looks for a page far from the beginning', async () => {
    const { page } = await replayOf(LONG);
    let over = false;
    const found = page(LONG - 10).finally(() => (over = true));
    let turns = 0;
    for (; !over; turns += 1) await nextTurn();
    expect((await found).steps).toHaveLength(9);
    expect(turns).toBeGreaterThanOrEqual(LONG / 500);
  });
});
