import { appendsContract } from './appends.contract.js';
import type { Harness } from './harness.js';
import { lifeContract } from './life.contract.js';
import { orderContract } from './order.contract.js';
import { readsContract } from './reads.contract.js';
import { retriesContract } from './retries.contract.js';

/**
 * What every engine must do, one suite for all of them. `makeHarness` lends a store of the engine for each test; the
 * engine may hold other events already.
 */
export function eventStoreContract(name: string, makeHarness: () => Harness): void {
  describe(`${name} as an event store`, () => {
    describe('appending', () => appendsContract(makeHarness));
    describe('reading', () => readsContract(makeHarness));
    describe('order', () => orderContract(makeHarness));
    describe('asked again', () => retriesContract(makeHarness));
    describe('life', () => lifeContract(makeHarness));
  });
}
