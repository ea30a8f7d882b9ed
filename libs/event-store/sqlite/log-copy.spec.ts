import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { verifyLog, type Verification } from '../verification.js';
import { appendOptions, freshStream, newEvent } from '../testing/index.js';
import { temporaryFolders } from '../testing/temporary-folder.js';
import { copyLog, holdLog, SqliteEventStore, StoredRows } from './index.js';

const newFolder = temporaryFolders();
/** Large enough for many pieces of a copy. */
const TEXT = 'x'.repeat(200_000);

async function write(store: SqliteEventStore, appends: number, text = TEXT): Promise<void> {
  for (let count = 0; count < appends; count++) {
    await store.append(freshStream(), [newEvent('Written', { text })], appendOptions('none'));
  }
}

async function verified(file: string, upTo?: string): Promise<Verification> {
  const rows = StoredRows.open(file);
  try {
    return await verifyLog(rows, upTo === undefined ? {} : { upTo });
  } finally {
    await rows.close();
  }
}

describe('copying a log', () => {
  let folder: string;
  let file: string;
  let store: SqliteEventStore;

  let filled: string;

  beforeAll(async () => {
    filled = join(newFolder(), 'events.db');
    const filling = SqliteEventStore.open({ file: filled });
    await write(filling, 99);
    await filling.close();
  });
  // The last of its hundred events stands in the write-ahead log.
  beforeEach(async () => {
    folder = newFolder();
    file = join(folder, 'events.db');
    copyFileSync(filled, file);
    store = SqliteEventStore.open({ file });
    await write(store, 1);
  });
  afterEach(() => store.close());
  const copy = (): string => join(folder, 'copy.db');

  it('takes what had been written when it began, in one pass, however much is written meanwhile', async () => {
    const shares: number[] = [];
    const writing: Promise<void>[] = [];
    await copyLog(file, copy(), {
      onProgress: (share) => {
        shares.push(share);
        if (shares.length < 60) writing.push(write(store, 1));
      },
    });
    await Promise.all(writing);
    expect(shares.length).toBeGreaterThan(4);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    const { root } = await verified(copy());
    expect(await verified(file, '100')).toMatchObject({ events: 100, root });
    expect(await verified(file)).toMatchObject({ events: 100 + writing.length });
    expect(await verified(copy())).toMatchObject({ events: 100, upTo: '100' });
  });

  it('makes one file, which can be read where nothing can be written beside it, and written to again', async () => {
    await copyLog(file, copy());
    expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual(['copy.db']);
    const beside = new Database(copy(), { readonly: true });
    expect(beside.pragma('journal_mode', { simple: true })).toBe('delete');
    beside.close();
    const again = SqliteEventStore.open({ file: copy() });
    expect(again.facts().durability).toBe('synchronous=FULL');
    await write(again, 1);
    await again.close();
    expect(await verified(copy())).toMatchObject({ events: 101 });
  });

  it('lets the writer copy its own write-ahead log into the file again afterwards', async () => {
    await copyLog(file, copy());
    const beside = new Database(file);
    const { log, checkpointed, busy } = (beside.pragma('wal_checkpoint(PASSIVE)') as Record<string, number>[])[0] ?? {};
    expect([busy, checkpointed]).toEqual([0, log]);
    beside.close();
  });

  it('that is stopped leaves nothing', async () => {
    const stopping = new AbortController();
    const stopped = copyLog(file, copy(), { signal: stopping.signal, onProgress: () => stopping.abort() });
    await expect(stopped).rejects.toThrow('aborted');
    expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual([]);
  });

  it('writes over nothing', async () => {
    writeFileSync(copy(), 'mine');
    await expect(copyLog(file, copy())).rejects.toMatchObject({ name: 'StoreFailed', code: 'STORE_UNREACHABLE' });
    expect(readFileSync(copy(), 'utf8')).toBe('mine');
  });

  it('refuses a log whose indexes do not agree with its events', async () => {
    await store.close();
    const db = new Database(file);
    db.unsafeMode();
    db.pragma('writable_schema = ON');
    // The index is made anew, empty, under the old one's name: what is looked up by it is not found.
    const { rootpage } = db.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'events_by_stream'`).get() as {
      rootpage: number;
    };
    db.exec('CREATE TABLE empty (a); CREATE INDEX empty_index ON empty (a)');
    db.prepare(
      `UPDATE sqlite_schema SET rootpage = CASE name WHEN 'empty_index' THEN ?
         ELSE (SELECT rootpage FROM sqlite_schema WHERE name = 'empty_index') END
       WHERE name IN ('empty_index', 'events_by_stream')`,
    ).run(rootpage);
    db.close();
    await expect(copyLog(file, copy())).rejects.toMatchObject({ name: 'StoreFailed', code: 'STORE_CORRUPT' });
    expect(existsSync(copy())).toBe(false);
  });

  it('names the file that is missing, or no log', async () => {
    await expect(copyLog(join(folder, 'none.db'), copy())).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
    writeFileSync(join(folder, 'letter.db'), 'Dear Ewa, '.repeat(1000));
    await expect(copyLog(join(folder, 'letter.db'), copy())).rejects.toMatchObject({ code: 'STORE_FOREIGN' });
  });

  it('says that the place of the copy cannot be written to', async () => {
    await expect(copyLog(file, join(folder, 'nowhere', 'copy.db'))).rejects.toThrow(/nowhere.*cannot be opened/);
    expect(await verified(file)).toMatchObject({ events: 100 });
  });
});

describe('a place for a log that is held', () => {
  it('is refused to every writer, and free again afterwards', async () => {
    const file = join(newFolder(), 'events.db');
    const held = holdLog(file);
    expect(() => SqliteEventStore.open({ file })).toThrow(expect.objectContaining({ code: 'STORE_IN_USE' }));
    expect(() => holdLog(file)).toThrow(expect.objectContaining({ code: 'STORE_IN_USE' }));
    held.close();
    await SqliteEventStore.open({ file }).close();
  });

  it('shows no trace of it where it was abandoned', () => {
    const folder = newFolder();
    holdLog(join(folder, 'events.db')).abandon();
    expect(readdirSync(folder)).toEqual([]);
  });
});
