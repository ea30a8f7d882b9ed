import { randomUUID } from 'node:crypto';
import { derivedId } from '@baton/contracts';
import { verifyChain } from '../chain.js';
import type { EventStore } from '../port.js';
import { collect, freshStream, readOn, withStore, type Harness } from './harness.js';
import { appendOptions, newEvent } from './samples.js';

/** Starting, stopping, starting again. */
export function lifeContract(makeHarness: () => Harness): void {
  const run = (work: (store: EventStore, harness: Harness) => Promise<void>) => withStore(makeHarness, work);
  const closed = { name: 'StoreFailed', code: 'STORE_CLOSED' };

  it(
    'finishes what it accepted before it closes, and refuses what comes after',
    run(async (store, { restart }) => {
      const stream = freshStream();
      const accepted = Array.from({ length: 200 }, (_, index) =>
        store.append(stream, [newEvent('Accepted', { index })], appendOptions('any')),
      );
      const closing = store.close();
      const answers = await Promise.all(accepted);
      await closing;
      expect(answers.at(-1)?.revision).toBe(199);
      await expect(store.append(stream, [newEvent('Late')], appendOptions('any'))).rejects.toMatchObject(closed);
      await expect(collect(store.readStream(stream))).rejects.toMatchObject(closed);
      await expect(store.readAll({ limit: 1 })).rejects.toMatchObject(closed);
      await expect(store.head()).rejects.toMatchObject(closed);
      await expect(store.findCommand(randomUUID(), stream)).rejects.toMatchObject(closed);
      await store.close();
      const again = await restart?.(store);
      if (again) expect(await collect(again.readStream(stream))).toHaveLength(200);
    }),
  );

  it(
    'tells a subscriber that it was closed: an end without a word would look like an end of the log',
    run(async (store) => {
      await store.append(freshStream(), [newEvent('Seen')], appendOptions('none'));
      const pages = store.subscribe({ signal: new AbortController().signal })[Symbol.asyncIterator]();
      await pages.next();
      const next = pages.next();
      await store.close();
      await expect(next).rejects.toMatchObject(closed);
    }),
  );

  it(
    'continues after a restart where it was: events, chain, positions, commands',
    run(async (store, { restart }) => {
      if (!restart) return;
      const start = await store.head();
      const [stream, commandId] = [freshStream(), randomUUID()];
      const ask = (to: EventStore) =>
        to.append(stream, [newEvent('Asked', {}, derivedId(commandId, 0))], appendOptions('none', commandId));
      const answer = await ask(store);
      await store.append(stream, [newEvent('More')], appendOptions(0));
      const before = await collect(store.readStream(stream));
      const head = await store.head();
      await store.close();
      const again = await restart(store);
      expect(await again.head()).toBe(head);
      expect(await collect(again.readStream(stream))).toEqual(before);
      expect(await ask(again)).toEqual(answer);
      await again.append(stream, [newEvent('Later')], appendOptions(1));
      const mine = (await readOn(again, start)).filter((event) => event.stream === stream);
      expect(mine.map(({ type }) => type)).toEqual(['Asked', 'More', 'Later']);
      expect(await verifyChain(mine)).toBeUndefined();
    }),
  );

  it(
    'tells that an append could be stored, and stores nothing',
    run(async (store) => {
      if (!store.tryWriting) return;
      await store.append(freshStream(), [newEvent('Before')], appendOptions('none'));
      const head = await store.head();
      await store.tryWriting();
      await store.tryWriting();
      expect(await readOn(store, head)).toEqual([]);
      await store.append(freshStream(), [newEvent('After')], appendOptions('none'));
      expect(await readOn(store, head)).toMatchObject([{ type: 'After' }]);
      await store.close();
      await expect(store.tryWriting()).rejects.toMatchObject(closed);
    }),
  );

  it(
    'says what it is and how durable an acknowledged append is',
    run((store) => {
      const { durability, where } = store.facts();
      expect(durability).not.toBe('');
      expect(where).not.toBe('');
      return Promise.resolve();
    }),
  );
}
