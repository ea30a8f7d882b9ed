import { setImmediate as nextTurn } from 'node:timers/promises';
import { verifyChain } from '../chain.js';
import type { EventStore } from '../port.js';
import { huntGaps } from './gap-hunter.js';
import { followUntil, freshStream, readOn, withStore, type Harness } from './harness.js';
import { appendOptions, newEvent } from './samples.js';

/** Order: nobody who goes on from a position misses anything, however fast others write or slowly he reads. */
export function orderContract(makeHarness: () => Harness): void {
  const run = (work: (store: EventStore, harness: Harness) => Promise<void>) => withStore(makeHarness, work);

  it(
    'shows every event to those who go on from position to position, in order, while 32 write',
    run(async (store) => {
      expect(await huntGaps(store)).toEqual({ lost: [], disordered: [] });
    }),
  );

  it(
    'hands a subscriber the past and then what is new, each event once',
    run(async (store) => {
      const start = await store.head();
      const stream = freshStream();
      const append = (type: string) => store.append(stream, [newEvent(type)], appendOptions('any'));
      for (const type of ['One', 'Two', 'Three']) await append(type);
      let asked = false;
      const events = await followUntil(store, { after: start, pageSize: 2 }, async (seen) => {
        const mine = seen.filter((event) => event.stream === stream);
        if (mine.length === 3 && !asked) {
          asked = true;
          await append('Four');
        }
        return mine.length === 4;
      });
      const types = events.filter((event) => event.stream === stream).map(({ type }) => type);
      expect(types).toEqual(['One', 'Two', 'Three', 'Four']);
    }),
  );

  it(
    'moves the position of a filtered subscriber past what it is not shown, so that it need not look there again',
    run(async (store) => {
      const start = await store.head();
      const stream = freshStream();
      const rare = freshStream('customer');
      await store.append(rare, [newEvent('RareSeen')], appendOptions('none'));
      const { position } = await store.append(stream, [newEvent('Common')], appendOptions('none'));
      const filter = { kinds: ['customer'], types: ['RareSeen'] };
      const events = await followUntil(store, { after: start, filter }, (_, page) => page.position === position);
      expect(events.filter((event) => event.stream === rare).map(({ type }) => type)).toEqual(['RareSeen']);
      expect(events.some(({ type }) => type === 'Common')).toBe(false);
    }),
  );

  it(
    'skips nothing for a slow consumer and hands over no more at once than it asked for',
    run(async (store) => {
      const start = await store.head();
      const stream = freshStream();
      let largest = 0;
      let written = 0;
      await store.append(stream, [newEvent('Begun')], appendOptions('none'));
      const seen = await followUntil(store, { after: start, pageSize: 7 }, async (events, page) => {
        largest = Math.max(largest, page.events.length);
        // Whoever writes is ahead of this consumer all the time.
        for (; written < 300 && written < events.length + 40; written += 20) {
          const batch = Array.from({ length: 20 }, (_, index) => newEvent('Hurried', { index: written + index }));
          await store.append(stream, batch, appendOptions('any'));
        }
        return events.filter((event) => event.stream === stream).length === 301;
      });
      expect(largest).toBeLessThanOrEqual(7);
      const mine = seen.filter((event) => event.stream === stream);
      expect(mine).toEqual((await readOn(store, start)).filter((event) => event.stream === stream));
      expect(await verifyChain(mine)).toBeUndefined();
    }),
  );

  it(
    'ends a subscription at its signal, at once when it waits',
    run(async (store) => {
      const ending = new AbortController();
      const pages = store.subscribe({ after: await store.head(), signal: ending.signal })[Symbol.asyncIterator]();
      const next = pages.next();
      await nextTurn();
      ending.abort();
      expect(await next).toEqual({ done: true, value: undefined });
      const over = store.subscribe({ signal: AbortSignal.abort() })[Symbol.asyncIterator]();
      expect(await over.next()).toEqual({ done: true, value: undefined });
    }),
  );

  it(
    'keeps as little of a log for an idle subscriber as for none',
    run(async (store) => {
      const ending = new AbortController();
      const idle = store.subscribe({ signal: ending.signal, pageSize: 5 })[Symbol.asyncIterator]();
      const stream = freshStream();
      for (let index = 0; index < 20; index++) {
        await store.append(stream, [newEvent('Unheard', { index })], appendOptions('any'));
      }
      // A page in which nothing but others' events were looked through is empty.
      let first = await idle.next();
      while (!first.done && first.value.events.length === 0) first = await idle.next();
      expect(first.done ? [] : first.value.events).not.toHaveLength(0);
      expect(first.done ? [] : first.value.events.slice(5)).toEqual([]);
      ending.abort();
      expect((await idle.next()).done).toBe(true);
    }),
  );
}
