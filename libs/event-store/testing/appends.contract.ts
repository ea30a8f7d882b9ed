import fc from 'fast-check';
import { EventIdReused, TooLarge, WrongExpectedRevision } from '../errors.js';
import { verifyChain } from '../chain.js';
import { MAX_APPEND_BYTES, MAX_EVENT_BYTES } from '../preparation.js';
import type { EventStore, Expected } from '../port.js';
import { collect, freshStream, withStore, type Harness } from './harness.js';
import { attempts, followModel } from './append-model.js';
import { appendOptions, newEvent } from './samples.js';

/** Appending: where it goes through, where it does not, and that it is whole or not at all. */
export function appendsContract(makeHarness: () => Harness): void {
  const run = (work: (store: EventStore, harness: Harness) => Promise<void>) => withStore(makeHarness, work);

  it(
    'stores what a model stores, under every expectation',
    run(async (store) => {
      await fc.assert(
        fc.asyncProperty(fc.array(attempts, { maxLength: 25 }), (plan) => followModel(store, plan)),
        { numRuns: 40 },
      );
    }),
  );

  it(
    'lets one of many writers have each revision, and stores exactly what it acknowledged',
    run(async (store) => {
      const stream = freshStream();
      const acknowledged: string[] = [];
      await Promise.all(
        Array.from({ length: 12 }, async (_, writer) => {
          for (let written = 0; written < 5;) {
            const end = (await collect(store.readStream(stream, { direction: 'backwards', limit: 1 })))[0];
            const event = newEvent('RaceRun', { writer, written });
            try {
              await store.append(stream, [event], appendOptions(end?.revision ?? 'none'));
              acknowledged.push(event.id);
              written += 1;
            } catch (error) {
              expect(error).toBeInstanceOf(WrongExpectedRevision);
            }
          }
        }),
      );
      const stored = await collect(store.readStream(stream));
      expect(stored.map((event) => event.revision)).toEqual(Array.from({ length: 60 }, (_, revision) => revision));
      expect(stored.map((event) => event.id).sort()).toEqual(acknowledged.sort());
      expect(await verifyChain(stored)).toBeUndefined();
    }),
  );

  it(
    'rejects only the append that conflicts among those that arrive together',
    run(async (store) => {
      const stream = freshStream();
      const outcomes = await Promise.allSettled([
        store.append(stream, [newEvent('First')], appendOptions('none')),
        store.append(stream, [newEvent('Second')], appendOptions('none')),
        store.append(freshStream(), [newEvent('Elsewhere')], appendOptions('none')),
        store.append(stream, [newEvent('Third')], appendOptions(0)),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
      expect((await collect(store.readStream(stream))).map(({ type }) => type)).toEqual(['First', 'Third']);
    }),
  );

  it(
    'refuses an event id that is taken and keeps nothing of the append',
    run(async (store, { indexesAcrossStreams }) => {
      const stream = freshStream();
      const taken = newEvent('Taken');
      await store.append(stream, [taken], appendOptions('none'));
      const twice = store.append(stream, [newEvent('New'), taken], appendOptions(0));
      await expect(twice).rejects.toThrow(EventIdReused);
      expect(await collect(store.readStream(stream))).toHaveLength(1);
      if (!indexesAcrossStreams) return;
      const other = freshStream('customer');
      const again = [newEvent('New'), newEvent('Taken', {}, taken.id.toUpperCase())];
      await expect(store.append(other, again, appendOptions('none'))).rejects.toThrow(EventIdReused);
      expect(await collect(store.readStream(other))).toEqual([]);
      await store.append(other, [newEvent('New')], appendOptions('none'));
    }),
  );

  it(
    'refuses an event over 256 KiB and an append over 900 KiB, and stores what is just under',
    run(async (store) => {
      const stream = freshStream();
      const big = (bytes: number) => newEvent('Large', { text: 'x'.repeat(bytes) });
      const fits = MAX_EVENT_BYTES - 1024;
      await expect(store.append(stream, [big(MAX_EVENT_BYTES)], appendOptions('none'))).rejects.toThrow(TooLarge);
      const many = Array.from({ length: Math.ceil(MAX_APPEND_BYTES / fits) }, () => big(fits));
      await expect(store.append(stream, many, appendOptions('none'))).rejects.toThrow(TooLarge);
      expect(await collect(store.readStream(stream))).toEqual([]);
      await store.append(stream, many.slice(1), appendOptions('none'));
      expect(await collect(store.readStream(stream))).toHaveLength(many.length - 1);
    }),
  );

  it(
    'refuses a malformed append as the bug it is, before anything is stored',
    run(async (store) => {
      const stream = freshStream();
      const append = (...[name, events, options]: Parameters<EventStore['append']>) =>
        store.append(name, events, options);
      const event = newEvent('Fine');
      await expect(append(stream, [], appendOptions('none'))).rejects.toThrow(TypeError);
      await expect(append('nokind', [event], appendOptions('none'))).rejects.toThrow(TypeError);
      await expect(append(stream, [{ ...event, id: 'x' }], appendOptions('none'))).rejects.toThrow(TypeError);
      await expect(append(stream, [{ ...event, type: '' }], appendOptions('none'))).rejects.toThrow(TypeError);
      await expect(append(stream, [event, event], appendOptions('none'))).rejects.toThrow(TypeError);
      await expect(append(stream, [event], appendOptions(-1))).rejects.toThrow(TypeError);
      await expect(append(stream, [event], appendOptions('none', 'no-uuid'))).rejects.toThrow(TypeError);
      const stolen = newEvent('Stolen', {}, 'd9e4f1a0-93a5-5b1e-8a52-3f1d6c2b7a10');
      await expect(append(stream, [stolen], appendOptions('none'))).rejects.toThrow(/version 5/);
      const bigint = newEvent('NoJson', { count: 1n });
      await expect(append(stream, [bigint], appendOptions('none'))).rejects.toThrow(TypeError);
      expect(await collect(store.readStream(stream))).toEqual([]);
    }),
  );

  it(
    'holds other streams in place while it appends, or says that it cannot',
    run(async (store, { supportsChecks }) => {
      const [agent, theCase] = [freshStream('agent'), freshStream()];
      await store.append(agent, [newEvent('AgentCame')], appendOptions('none'));
      const claim = (expected: Expected) =>
        store.append(theCase, [newEvent('Claimed')], {
          ...appendOptions('any'),
          checks: [{ stream: agent, expected }],
        });
      if (!supportsChecks) {
        await expect(claim(0)).rejects.toMatchObject({ code: 'CHECKS_UNSUPPORTED' });
        return;
      }
      const [claimed, left] = await Promise.allSettled([
        claim(0),
        store.append(agent, [newEvent('AgentLeft')], appendOptions(0)),
        claim(0),
      ]).then((outcomes) => [outcomes[0], outcomes[2]] as const);
      expect(claimed?.status).toBe('fulfilled');
      expect(left).toMatchObject({ status: 'rejected', reason: { stream: agent, actual: 1 } });
      await expect(claim('none')).rejects.toMatchObject({ code: 'WRONG_EXPECTED_REVISION', stream: agent });
      expect(await collect(store.readStream(theCase))).toHaveLength(1);
    }),
  );

  it(
    'stores the data as JSON says it: what a caller changes afterwards changes nothing',
    run(async (store) => {
      const stream = freshStream();
      const data = { text: 'ü 😀 \u0000 "', list: [1, -0, 1e21], gone: undefined, nested: { b: 1, a: [null] } };
      const pending = store.append(stream, [newEvent('Kept', data)], appendOptions('none'));
      await pending;
      data.nested.b = 2;
      const [event] = await collect(store.readStream(stream));
      expect(event?.data).toEqual({ text: 'ü 😀 \u0000 "', list: [1, 0, 1e21], nested: { a: [null], b: 1 } });
      (event?.data as unknown as typeof data).nested.b = 3;
      const again = await collect(store.readStream(stream));
      expect(again[0]?.data).toMatchObject({ nested: { b: 1 } });
      expect(await verifyChain(again)).toBeUndefined();
    }),
  );
}
