import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';
import { hashOfCommand, NO_HASH, seal, verifyChain } from './chain.js';
import { MemoryEventStore } from './memory/index.js';
import type { StoredEvent } from './port.js';
import { appendOptions, newEvent, readOn } from './testing/index.js';

/** Two interleaved streams of five events each. */
async function sampleLog(): Promise<StoredEvent[]> {
  const store = new MemoryEventStore();
  for (let index = 0; index < 5; index++) {
    for (const stream of ['case-1', 'customer-1']) {
      await store.append(stream, [newEvent('Linked', { index })], appendOptions('any'));
    }
  }
  return readOn(store, undefined);
}

describe('the chain of a stream', () => {
  it('is the SHA-256 of the canonical JSON of the event without hash and position, from 64 zeros on', async () => {
    const log = (await sampleLog()).filter(({ stream }) => stream === 'case-1');
    const [first, second] = log;
    expect(first?.previousHash).toBe(NO_HASH);
    expect(second?.previousHash).toBe(first?.hash);
    const { hash, position: _, ...rest } = second as StoredEvent;
    const keys = Object.keys(rest).sort();
    const text = canonicalJson(rest);
    expect(Object.keys(JSON.parse(text) as object)).toEqual(keys);
    expect(hash).toBe(createHash('sha256').update(text).digest('hex'));
    expect(seal(rest)).toEqual({ text, hash });
  });

  it('survives a move to another engine: positions are not hashed', async () => {
    const log = await sampleLog();
    expect(await verifyChain(log)).toBeUndefined();
    const moved = log.map((event, index) => ({ ...event, position: `${index * 117}/${index * 117}` }));
    expect(await verifyChain(moved)).toBeUndefined();
  });

  it('shows the first event that is not as it was stored, whatever was done to it', async () => {
    const log = await sampleLog();
    const edits: ((event: StoredEvent) => object)[] = [
      () => ({ occurredAt: '2026-03-02T09:30:00.001Z' }),
      (event) => ({ by: { ...event.by, agent: 'somebody-else' } }),
      () => ({ data: { more: 1 } }),
      () => ({ type: 'Unlinked' }),
      () => ({ imported: true }),
      () => ({ hash: 'a'.repeat(64) }),
      () => ({ previousHash: 'a'.repeat(64) }),
      () => ({ revision: 9 }),
    ];
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: log.length - 1 }), fc.constantFrom(...edits), async (place, edit) => {
        const altered = log.map((event, at) => (at === place ? ({ ...event, ...edit(event) } as StoredEvent) : event));
        expect((await verifyChain(altered))?.event).toBe(altered[place]);
      }),
    );
  });

  it('shows an event that is missing, twice there, out of order, or not the first', async () => {
    const log = (await sampleLog()).filter(({ stream }) => stream === 'case-1');
    const [a, b, c] = log as [StoredEvent, StoredEvent, StoredEvent];
    expect(await verifyChain([a, c])).toMatchObject({ event: c, reason: 'revision 1 is missing' });
    expect(await verifyChain([a, b, b])).toMatchObject({ event: b });
    expect(await verifyChain([b, a])).toMatchObject({ event: b, reason: 'revision 0 is missing' });
    expect(await verifyChain([])).toBeUndefined();
  });

  it('shows a history that was rewritten as a whole, hashes and all, by a hash noted before', async () => {
    const { position: _, hash, ...first } = (await sampleLog())[0] as StoredEvent;
    const forged = { ...first, by: { ...first.by, agent: 'somebody-else' } };
    expect(seal(forged).hash).not.toBe(hash);
  });
});

describe('the hash of a command', () => {
  it('is the same however the body is written, and another for another type or body', () => {
    const hash = hashOfCommand('OfferTransfer', { to: 'billing', from: 'shop', note: undefined });
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOfCommand('OfferTransfer', { from: 'shop', to: 'billing' })).toBe(hash);
    expect(hashOfCommand('RecallTransfer', { from: 'shop', to: 'billing' })).not.toBe(hash);
    expect(hashOfCommand('OfferTransfer', { from: 'shop', to: 'Billing' })).not.toBe(hash);
  });
});
