import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { StoreFailed } from '../errors.js';
import { appendOptions, collect, freshStream, newEvent } from '../testing/index.js';
import { temporaryFolders } from '../testing/temporary-folder.js';
import { SqliteEventStore } from './index.js';

const newFolder = temporaryFolders();

/** What opening a file fails with. */
function failure(work: () => unknown): StoreFailed {
  try {
    work();
  } catch (error) {
    if (error instanceof StoreFailed) return error;
    throw error;
  }
  throw new Error('it was opened');
}

/** A file that was written to and closed. */
async function filled(events = 200): Promise<string> {
  const file = join(newFolder(), 'events.db');
  const store = SqliteEventStore.open({ file });
  for (let index = 0; index < events; index += 50) {
    const batch = Array.from({ length: 50 }, () => newEvent('Filled', { text: 'x'.repeat(300) }));
    await store.append(freshStream(), batch, appendOptions('none'));
  }
  await store.close();
  return file;
}

describe('the file of events', () => {
  it('is made with its folder, in WAL mode and with synchronous=FULL, as the engine itself reports', async () => {
    const file = join(newFolder(), 'deep', 'data', 'events.db');
    const store = SqliteEventStore.open({ file });
    expect(store.facts()).toEqual({ engine: 'sqlite', durability: 'synchronous=FULL', where: file });
    await store.append(freshStream(), [newEvent('Written')], appendOptions('none'));
    const beside = new Database(file, { readonly: true });
    expect(beside.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(beside.pragma('application_id', { simple: true })).toBe(0x4261746e);
    expect(beside.pragma('user_version', { simple: true })).toBe(1);
    expect(beside.pragma('integrity_check', { simple: true })).toBe('ok');
    beside.close();
    await store.close();
  });

  it('has one writer: a second one is told so, and may come when the first has gone', async () => {
    const file = await filled();
    const first = SqliteEventStore.open({ file });
    const second = failure(() => SqliteEventStore.open({ file }));
    expect(second).toMatchObject({ code: 'STORE_IN_USE', remedy: expect.stringMatching(/Stop the other process/) });
    await first.append(freshStream(), [newEvent('Undisturbed')], appendOptions('none'));
    await first.close();
    await SqliteEventStore.open({ file }).close();
  });

  it('of another program is left alone', () => {
    const text = join(newFolder(), 'events.db');
    writeFileSync(text, 'Dear diary, this is no database at all. '.repeat(200));
    expect(failure(() => SqliteEventStore.open({ file: text }))).toMatchObject({ code: 'STORE_FOREIGN' });
    expect(readFileSync(text, 'utf8')).toMatch(/^Dear diary/);
    const other = join(newFolder(), 'events.db');
    new Database(other).exec('CREATE TABLE recipes (name TEXT)').close();
    expect(failure(() => SqliteEventStore.open({ file: other }))).toMatchObject({ code: 'STORE_FOREIGN' });
    expect(failure(() => SqliteEventStore.open({ file: other, readOnly: true }))).toMatchObject({
      code: 'STORE_FOREIGN',
    });
  });

  it('of a newer version is left alone', async () => {
    const file = await filled();
    const db = new Database(file);
    db.pragma('user_version = 2');
    db.close();
    const newer = failure(() => SqliteEventStore.open({ file }));
    expect(newer).toMatchObject({ code: 'STORE_NEWER', message: expect.stringContaining('version 2') });
  });

  it.each([
    ['to nothing', () => 0],
    ['by some pages', (size: number) => size - 4096 * 3],
    ['within a page', (size: number) => size - 1000],
    ['to half of it', (size: number) => Math.floor(size / 2 / 4096) * 4096],
  ])('cut short %s is told to be damaged, for writing and for reading', async (_, shorten) => {
    const file = await filled();
    truncateSync(file, shorten(statSync(file).size));
    for (const readOnly of [false, true]) {
      const corrupt = failure(() => SqliteEventStore.open({ file, readOnly }));
      expect(corrupt).toMatchObject({ code: 'STORE_CORRUPT', remedy: expect.stringMatching(/backup/) });
    }
    expect(failure(() => SqliteEventStore.open({ file })).code).toBe('STORE_CORRUPT');
  });

  it('with another last event than was stored is told to be damaged', async () => {
    const file = await filled();
    const db = new Database(file);
    db.prepare(`UPDATE events SET body = replace(body, 'xxx', 'yyy') WHERE position = 200`).run();
    db.close();
    expect(failure(() => SqliteEventStore.open({ file }))).toMatchObject({ code: 'STORE_CORRUPT' });
  });

  it('damaged in its middle ends the store when it is noticed: nothing is read or written after that', async () => {
    const file = await filled(2000);
    const handle = openSync(file, 'r+');
    for (let page = 40; page < 60; page++) writeSync(handle, Buffer.alloc(4096, 0xee), 0, 4096, page * 4096);
    closeSync(handle);
    const store = SqliteEventStore.open({ file });
    const corrupt = { name: 'StoreFailed', code: 'STORE_CORRUPT' };
    await expect(store.readAll({ limit: 2000 })).rejects.toMatchObject(corrupt);
    await expect(store.head()).rejects.toMatchObject(corrupt);
    const append = store.append(freshStream(), [newEvent('Late')], appendOptions('none'));
    await expect(append).rejects.toMatchObject(corrupt);
    await store.close();
  });

  it('cannot be where a folder is, nor below a file, nor be read where there is none', () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'events.db'));
    expect(failure(() => SqliteEventStore.open({ file: join(folder, 'events.db') })).code).toBe('STORE_UNREACHABLE');
    writeFileSync(join(folder, 'data'), '');
    const below = failure(() => SqliteEventStore.open({ file: join(folder, 'data', 'events.db') }));
    expect(below).toMatchObject({ code: 'STORE_UNREACHABLE', remedy: expect.stringMatching(/folder/) });
    const missing = failure(() => SqliteEventStore.open({ file: join(folder, 'none.db'), readOnly: true }));
    expect(missing.code).toBe('STORE_UNREACHABLE');
    const nowhere = failure(() => SqliteEventStore.open({ file: join(folder, 'none', 'none.db'), readOnly: true }));
    expect(nowhere.code).toBe('STORE_UNREACHABLE');
  });

  it.each([
    ['in a folder', 0o555, 0o644],
    ['itself, in a folder that may be,', 0o777, 0o444],
  ])(
    '%s that may not be written to is told to be read-only, and can still be read',
    async (_, folderMode, fileMode) => {
      const file = await filled();
      const folder = dirname(file);
      rmSync(`${file}.lock`);
      chmodSync(file, fileMode);
      chmodSync(folder, folderMode);
      const denied = asNobody(() => failure(() => SqliteEventStore.open({ file })));
      chmodSync(folder, 0o755);
      expect(denied).toMatchObject({ code: 'STORE_READ_ONLY', remedy: expect.stringMatching(/right to write/) });
      const reader = SqliteEventStore.open({ file, readOnly: true });
      expect(await reader.head()).toBe('200');
      await reader.close();
    },
  );

  it('cannot be made in a folder that may not be written to', () => {
    const folder = newFolder();
    chmodSync(folder, 0o555);
    const denied = asNobody(() => failure(() => SqliteEventStore.open({ file: join(folder, 'data', 'events.db') })));
    expect(denied.code).toBe('STORE_READ_ONLY');
  });

  it('begun but not finished, by a process that died, is made anew', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'events.db.new'), 'half a file');
    const store = SqliteEventStore.open({ file: join(folder, 'events.db') });
    await store.append(freshStream(), [newEvent('First')], appendOptions('none'));
    expect(await store.head()).toBe('1');
    await store.close();
  });

  it('can be read without a writer, and is the same afterwards', async () => {
    const file = await filled();
    const before = readFileSync(file);
    const reader = SqliteEventStore.open({ file, readOnly: true });
    expect(reader.facts().durability).toBe('read-only');
    const page = await reader.readAll({ limit: 1000 });
    expect(page.events).toHaveLength(200);
    const [event] = await collect(reader.readStream(page.events[0]?.stream ?? ''));
    expect(event).toEqual(page.events[0]);
    const append = reader.append(freshStream(), [newEvent('Not')], appendOptions('none'));
    await expect(append).rejects.toMatchObject({ code: 'STORE_READ_ONLY' });
    await reader.close();
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

/** Does something without the rights of root, which no file mode stops. */
function asNobody<T>(work: () => T): T {
  const { geteuid, seteuid } = process;
  if (!geteuid || !seteuid || geteuid() !== 0) return work();
  seteuid(65534);
  try {
    return work();
  } finally {
    seteuid(0);
  }
}
