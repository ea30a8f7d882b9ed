import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { appendOptions, freshStream, newEvent } from '../testing/index.js';
import { temporaryFolders } from '../testing/temporary-folder.js';
import { SqliteEventStore } from './index.js';

const newFolder = temporaryFolders();
const note = (size = 10) => newEvent('Noted', { text: 'x'.repeat(size) });

describe('trying whether an append could be stored', () => {
  let file: string;
  beforeEach(() => {
    file = join(newFolder(), 'events.db');
  });

  it('stores nothing, leaves nothing in the folder, and does not disturb appends that come meanwhile', async () => {
    const store = SqliteEventStore.open({ file });
    const first = await store.append('case-1', [note()], appendOptions('none'));
    const before = readdirSync(dirname(file)).sort();
    const [appended] = await Promise.all([
      store.append('case-1', [note()], appendOptions(0)),
      store.tryWriting(),
      store.tryWriting(),
    ]);
    expect([first.position, appended.position, await store.head()]).toEqual(['1', '2', '2']);
    expect(readdirSync(dirname(file)).sort()).toEqual(before);
    const tried = store.tryWriting();
    await store.close();
    await tried;
    expect(readdirSync(dirname(file))).not.toContain('events.db.trial');
    await expect(store.tryWriting()).rejects.toMatchObject({ code: 'STORE_CLOSED' });
  });

  it('tells of a file that cannot grow, and the store goes on to read and to write what fits', async () => {
    const store = SqliteEventStore.open({ file, maxBytes: 512 * 1024 });
    await expect(store.tryWriting()).rejects.toMatchObject({ name: 'StoreFailed', code: 'STORE_FULL' });
    const { position } = await store.append(freshStream(), [note()], appendOptions('none'));
    expect(await store.head()).toBe(position);
    await store.close();
  });

  it('tells of a folder in which nothing can be made, and that is no end of the store', async () => {
    const store = SqliteEventStore.open({ file });
    mkdirSync(`${file}.trial`);
    await expect(store.tryWriting()).rejects.toMatchObject({ name: 'StoreFailed' });
    expect(await store.append('case-1', [note()], appendOptions('none'))).toMatchObject({ position: '1' });
    await store.close();
  });

  it('tells a reader that it does not write', async () => {
    await SqliteEventStore.open({ file }).close();
    const store = SqliteEventStore.open({ file, readOnly: true });
    await expect(store.tryWriting()).rejects.toMatchObject({ code: 'STORE_READ_ONLY' });
    await store.close();
  });
});
