import { randomUUID } from 'node:crypto';
import { seal } from './chain.js';
import { MemoryEventStore } from './memory/index.js';
import type { StoredEvent } from './port.js';
import type { RowsWanted, StoredLog, StoredRow } from './stored-log.js';
import { appendOptions, newEvent } from './testing/samples.js';
import { rootOf } from './seen-log.js';
import { verifyLog } from './verification.js';

/** The log of an engine that files nothing beside its events, and whose positions are not counted from 1 on. */
const logOf = (events: readonly StoredEvent[]): StoredLog => {
  const rows = events.map(({ position: _position, hash, ...event }, index): StoredRow => {
    const { stream, revision, type } = event;
    const { text } = seal(event);
    const at = `${(index + 1) * 1000}/${(index + 1) * 1000}`;
    return {
      position: at,
      stream,
      kind: stream.slice(0, stream.indexOf('-')),
      revision,
      type,
      hash,
      body: Buffer.from(text),
    };
  });
  return {
    head: () => Promise.resolve(rows.at(-1)?.position),
    async *pages({ stream, upTo }: RowsWanted) {
      await Promise.resolve();
      const wanted = rows.filter((row) => Number.parseInt(row.position, 10) <= Number.parseInt(upTo, 10));
      for (const row of wanted) if (stream === undefined || row.stream === stream) yield [row];
    },
    close: () => Promise.resolve(),
  };
};

describe('a log of an engine without indexes of its own', () => {
  const streams = [`case-${randomUUID()}`, `case-${randomUUID()}`];
  let events: StoredEvent[];

  beforeAll(async () => {
    const store = new MemoryEventStore();
    for (let round = 0; round < 3; round++) {
      for (const stream of streams)
        await store.append(stream, [newEvent('NoteAdded', { round })], appendOptions('any'));
    }
    events = [...(await store.readAll({ limit: 100 })).events];
  });

  it('is verified by its chains, with the root that every engine tells', async () => {
    const heads = new Map(streams.map((stream, at) => [stream, events[4 + at] as StoredEvent]));
    const shares: number[] = [];
    const found = await verifyLog(logOf(events), { onProgress: (share) => shares.push(share) });
    expect(found).toEqual({ events: 6, streams: 2, upTo: '6000/6000', root: rootOf(heads) });
    expect(shares.at(-1)).toBe(1);
  });

  it('is verified up to a position, which may lie between two events or beyond the end', async () => {
    expect(await verifyLog(logOf(events), { upTo: '2500/2500' })).toMatchObject({ events: 2, upTo: '2500/2500' });
    expect(await verifyLog(logOf(events), { upTo: '9000/9000' })).toMatchObject({ events: 6, upTo: '6000/6000' });
    expect(await verifyLog(logOf([]))).toEqual({ events: 0, streams: 0, root: rootOf(new Map()) });
  });

  it('shows what was altered, dropped or swapped', async () => {
    const altered = events.map((event, at) => (at === 2 ? { ...event, data: { text: 'x' } } : event) as StoredEvent);
    const why = 'its content is not what was hashed';
    expect((await verifyLog(logOf(altered))).bad).toMatchObject({ revision: 1, position: '3000/3000', why });
    const dropped = events.filter((_, at) => at !== 2);
    expect((await verifyLog(logOf(dropped))).bad?.why).toBe('revision 1 is missing before it');
    const swapped = events.with(0, events[2] as StoredEvent).with(2, events[0] as StoredEvent);
    expect((await verifyLog(logOf(swapped))).bad).toMatchObject({ position: '1000/1000' });
  });

  it('is stopped after the page it is at, and says how far it came', async () => {
    const stop = new AbortController();
    const found = await verifyLog(logOf(events), { signal: stop.signal, onEvent: () => stop.abort() });
    expect(found).toEqual({ events: 1, streams: 1, upTo: '1000/1000', stopped: true });
  });
});
