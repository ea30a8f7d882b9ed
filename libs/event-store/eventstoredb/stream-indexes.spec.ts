import { MemoryEventStore } from '../memory/index.js';
import type { ReadStream } from '../port.js';
import { appendOptions, newEvent } from '../testing/index.js';
import { StreamIndexes } from './stream-indexes.js';

let store: MemoryEventStore;
beforeEach(() => (store = new MemoryEventStore()));

/** A stream of events, each of a command of its own and with an id that is not made of it. */
async function write(stream: string, length: number): Promise<void> {
  for (let count = 0; count < length; count++) await store.append(stream, [newEvent('Told')], appendOptions('any'));
}

const indexes = (remembered: number): StreamIndexes =>
  new StreamIndexes({ stream: (name: string, options?: ReadStream) => store.readStream(name, options) }, remembered);

describe('what is known of streams', () => {
  it('is kept of those used last, as far as memory goes', async () => {
    const known = indexes(50);
    const streams = ['case-1', 'case-2', 'case-3'];
    for (const stream of streams) await write(stream, 10);
    for (const stream of ['case-1', 'case-2', 'case-1', 'case-3']) await known.upToDate(stream);
    // Ten commands and ten ids, and the stream itself.
    expect(streams.map((stream) => known.known(stream)?.size)).toEqual([21, undefined, 21]);
  });

  it('is not kept of a stream that is larger than memory goes, which is read whole each time', async () => {
    const known = indexes(50);
    await write('case-1', 30);
    expect((await known.upToDate('case-1')).end.revision).toBe(29);
    expect(known.known('case-1')).toBeUndefined();
  });
});
