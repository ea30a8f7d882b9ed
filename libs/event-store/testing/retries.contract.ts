import { randomUUID } from 'node:crypto';
import { derivedId } from '@baton/contracts';
import { CommandIdReused } from '../errors.js';
import type { EventStore } from '../port.js';
import { collect, freshStream, withStore, type Harness } from './harness.js';
import { appendOptions, newEvent } from './samples.js';

/** X1: a command that is asked again, in every way in which that happens. */
export function retriesContract(makeHarness: () => Harness): void {
  const run = (work: (store: EventStore, harness: Harness) => Promise<void>) => withStore(makeHarness, work);
  const derived = (commandId: string, count: number) =>
    Array.from({ length: count }, (_, index) => newEvent('Asked', { index }, derivedId(commandId, index)));

  it(
    'X1 answers the same command the same, with the same, fewer or more events, and stores it once',
    run(async (store) => {
      const [stream, commandId] = [freshStream(), randomUUID()];
      const first = await store.append(stream, derived(commandId, 2), appendOptions('none', commandId));
      await store.append(stream, [newEvent('Between')], appendOptions(1));
      for (const count of [2, 1, 3]) {
        const again = store.append(stream, derived(commandId, count), appendOptions('none', commandId));
        expect(await again).toEqual(first);
      }
      expect(await collect(store.readStream(stream))).toHaveLength(3);
    }),
  );

  it(
    'X1 refuses the same command id with another body, whatever it would write',
    run(async (store, { indexesAcrossStreams }) => {
      const [stream, commandId] = [freshStream(), randomUUID()];
      await store.append(stream, derived(commandId, 1), appendOptions('none', commandId));
      const other = appendOptions('any', commandId, { asks: 'something else' });
      await expect(store.append(stream, derived(commandId, 1), other)).rejects.toThrow(CommandIdReused);
      if (indexesAcrossStreams) {
        await expect(store.append(freshStream(), derived(commandId, 1), other)).rejects.toThrow(CommandIdReused);
      }
      expect(await collect(store.readStream(stream))).toHaveLength(1);
    }),
  );

  it(
    'X1 stores a command once that is asked many times at once, and answers all the same',
    run(async (store) => {
      const [stream, commandId] = [freshStream(), randomUUID()];
      const ask = () => store.append(stream, derived(commandId, 2), appendOptions('none', commandId));
      const answers = await Promise.all(Array.from({ length: 16 }, ask));
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(await collect(store.readStream(stream))).toHaveLength(2);
    }),
  );

  it(
    'X1 lets one body win where two come at once under one id',
    run(async (store) => {
      const [stream, commandId] = [freshStream(), randomUUID()];
      const outcomes = await Promise.allSettled(
        [{ body: 1 }, { body: 2 }].map((body) =>
          store.append(stream, derived(commandId, 1), appendOptions('any', commandId, body)),
        ),
      );
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: { code: 'COMMAND_ID_REUSED' },
      });
      expect(await collect(store.readStream(stream))).toHaveLength(1);
    }),
  );

  it(
    'X1 a command that was refused wrote nothing, so its id is free',
    run(async (store) => {
      const [stream, commandId] = [freshStream(), randomUUID()];
      const refused = store.append(stream, derived(commandId, 1), appendOptions(7, commandId));
      await expect(refused).rejects.toMatchObject({ code: 'WRONG_EXPECTED_REVISION', actual: -1 });
      await store.append(stream, derived(commandId, 1), appendOptions('none', commandId, { corrected: true }));
      expect(await collect(store.readStream(stream))).toHaveLength(1);
    }),
  );
}
