import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { verifyChain } from '../chain.js';
import { CommandIdReused } from '../errors.js';
import type { EventStore, Expected } from '../port.js';
import { standsAt } from '../preparation.js';
import { collect, freshStream, readOn } from './harness.js';
import { appendOptions, newEvent } from './samples.js';

/** What may be tried next: an append under some expectation, or an earlier command again. */
export const attempts = fc.record({
  stream: fc.nat({ max: 2 }),
  events: fc.integer({ min: 1, max: 3 }),
  expected: fc.oneof(
    fc.constantFrom<Expected>('none', 'exists', 'any'),
    fc.nat({ max: 8 }),
    fc.constant('right' as const),
  ),
  /** An earlier command asked again instead, with the same body or with another. */
  again: fc.option(fc.record({ which: fc.nat(), sameBody: fc.boolean() }), { freq: 5, nil: undefined }),
});
type Attempt = typeof attempts extends fc.Arbitrary<infer A> ? A : never;

/** Tries a plan on a store and on a map, and sees that both hold the same in the end. */
export async function followModel(store: EventStore, plan: readonly Attempt[]): Promise<void> {
  const names = Array.from({ length: 3 }, () => freshStream());
  const model = new Map<string, string[]>();
  const answers: { commandId: string; stream: string; answer: unknown }[] = [];
  const start = await store.head();
  for (const { stream: index, events: count, expected: wanted, again } of plan) {
    const earlier = again && answers.length > 0 ? answers[again.which % answers.length] : undefined;
    const stream = names[index] ?? '';
    const stored = model.get(stream) ?? [];
    const actual = stored.length - 1;
    const expected = wanted === 'right' ? (actual < 0 ? 'none' : actual) : wanted;
    const events = Array.from({ length: count }, () => newEvent('ModelStep', { at: randomUUID() }));
    if (earlier && again) {
      const options = appendOptions(expected, earlier.commandId, again.sameBody ? {} : { other: true });
      const repeated = store.append(earlier.stream, events, options);
      if (again.sameBody) expect(await repeated).toEqual(earlier.answer);
      else await expect(repeated).rejects.toThrow(CommandIdReused);
    } else if (standsAt(expected, actual)) {
      const options = appendOptions(expected);
      const answer = await store.append(stream, events, options);
      expect(answer).toMatchObject({ stream, firstRevision: actual + 1, revision: actual + count });
      model.set(stream, [...stored, ...events.map(({ id }) => id)]);
      answers.push({ commandId: options.commandId, stream, answer });
    } else {
      const conflict = store.append(stream, events, appendOptions(expected));
      await expect(conflict).rejects.toMatchObject({ code: 'WRONG_EXPECTED_REVISION', stream, expected, actual });
    }
  }
  for (const name of names) {
    expect((await collect(store.readStream(name))).map(({ id }) => id)).toEqual(model.get(name) ?? []);
  }
  const mine = (await readOn(store, start)).filter(({ stream }) => names.includes(stream));
  expect(mine).toHaveLength([...model.values()].flat().length);
  expect(await verifyChain(mine)).toBeUndefined();
}
