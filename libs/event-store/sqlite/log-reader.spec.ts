import { join } from 'node:path';
import { appendOptions, followUntil, newEvent, readOn } from '../testing/index.js';
import { temporaryFolders } from '../testing/temporary-folder.js';
import { SqliteEventStore } from './index.js';

const newFolder = temporaryFolders();
const newFile = (): string => join(newFolder(), 'events.db');
const note = (size = 10) => newEvent('Noted', { text: 'x'.repeat(size) });

describe('reading the log of a file', () => {
  it('ends a page of large events early, whatever size was asked for', async () => {
    const store = SqliteEventStore.open({ file: newFile() });
    const batch = (): ReturnType<typeof note>[] => Array.from({ length: 3 }, () => note(250_000));
    for (let index = 0; index < 10; index++) await store.append('case-1', batch(), appendOptions('any'));
    const page = await store.readAll({ limit: 10_000 });
    expect(page.atEnd).toBe(false);
    expect(page.events.length).toBeLessThan(20);
    expect(page.position).toBe(page.events.at(-1)?.position);
    expect(await readOn(store, page.position)).toHaveLength(30 - page.events.length);
    await store.close();
  });

  it('looks for what is rare in steps, each of which says how far it came', async () => {
    const store = SqliteEventStore.open({ file: newFile() });
    for (let index = 0; index < 12; index++) {
      const batch = Array.from({ length: 1000 }, () => note());
      await store.append('case-1', index === 11 ? [...batch, newEvent('Rare')] : batch, appendOptions('any'));
    }
    const filter = { types: ['Rare'] };
    const first = await store.readAll({ filter, limit: 100 });
    expect(first).toMatchObject({ events: [], atEnd: false });
    expect(Number(first.position)).toBeLessThan(12_000);
    let pages = 0;
    const found = await followUntil(store, { filter }, (events) => {
      pages += 1;
      return events.length === 1;
    });
    expect(found[0]?.position).toBe('12001');
    expect(pages).toBeGreaterThan(1);
    expect(await store.readAll({ filter, upTo: '12000', after: '11000', limit: 1 })).toEqual({
      events: [],
      position: '12000',
      atEnd: true,
    });
    await store.close();
  });
});
