import { statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { verifyChain } from '../chain.js';
import { appendOptions, collect, freshStream, newEvent, readOn } from '../testing/index.js';
import { temporaryFolders } from '../testing/temporary-folder.js';
import { SqliteEventStore, type Failpoint } from './index.js';

const newFolder = temporaryFolders();
const newFile = (): string => join(newFolder(), 'events.db');
const note = (size = 10) => newEvent('Noted', { text: 'x'.repeat(size) });

/** An error as SQLite throws it. */
const engineError = (code: string): Error => Object.assign(new Error('as SQLite says it'), { code });

describe('group commit', () => {
  it('puts appends that arrive together into one transaction, and answers nobody before it is on the disk', async () => {
    const told: string[] = [];
    const store = SqliteEventStore.open({ file: newFile(), failpoint: (at) => told.push(at) });
    const append = async (name: string, expected: 'none' | number) => {
      const outcome = store.append('case-1', [note()], appendOptions(expected));
      await outcome.then(
        () => told.push(`${name} answered`),
        () => told.push(`${name} refused`),
      );
    };
    await Promise.all([append('first', 'none'), append('second', 'none'), append('third', 0)]);
    expect(told).toEqual([
      ...['before-insert', 'after-insert', 'before-insert', 'before-insert', 'after-insert'],
      ...['before-commit', 'after-commit', 'before-ack'],
      ...['first answered', 'second refused', 'third answered'],
    ]);
    await store.close();
  });

  it('goes on after an append that broke inside the engine was taken back alone', async () => {
    let broken = true;
    const failpoint = (at: Failpoint): void => {
      if (at === 'after-insert' && broken) {
        broken = false;
        throw new Error('a bug, after the rows were written');
      }
    };
    const store = SqliteEventStore.open({ file: newFile(), failpoint });
    const outcomes = await Promise.allSettled([
      store.append('case-1', [note()], appendOptions('none')),
      store.append('case-2', [newEvent('NewWord')], appendOptions('none')),
      store.append('case-1', [newEvent('NewWord')], appendOptions('none')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    const log = await readOn(store, undefined);
    expect(log.map(({ stream, type, position }) => [stream, type, position])).toEqual([
      ['case-2', 'NewWord', '1'],
      ['case-1', 'NewWord', '2'],
    ]);
    expect(await verifyChain(log)).toBeUndefined();
    await store.close();
  });

  it('takes back alone what breaks while it is written, and decides on the others as if it had never been', async () => {
    const store = SqliteEventStore.open({ file: newFile() });
    const taken = note();
    const outcomes = await Promise.allSettled([
      store.append('case-1', [taken], appendOptions('none')),
      store.append('case-2', [note(), taken], appendOptions('none')),
      store.append('case-2', [note()], appendOptions(1)),
      store.append('case-3', [taken], appendOptions('none')),
      store.append('case-1', [note()], appendOptions(0)),
      store.append('case-2', [note()], appendOptions('none')),
    ]);
    expect(outcomes).toMatchObject([
      { value: { stream: 'case-1', revision: 0, position: '1' } },
      { reason: { name: 'EventIdReused' } },
      { reason: { name: 'WrongExpectedRevision', actual: -1 } },
      { reason: { name: 'EventIdReused' } },
      { value: { stream: 'case-1', revision: 1, position: '2' } },
      { value: { stream: 'case-2', revision: 0, position: '3' } },
    ]);
    const log = await readOn(store, undefined);
    expect(log.map(({ stream, revision }) => `${stream} ${revision}`)).toEqual(['case-1 0', 'case-1 1', 'case-2 0']);
    expect(await verifyChain(log)).toBeUndefined();
    await store.close();
  });

  it('refuses what does not fit on a full disk, loses nothing, and goes on once there is room', async () => {
    const file = newFile();
    const small = SqliteEventStore.open({ file, maxBytes: 512 * 1024 });
    const acknowledged: string[] = [];
    let refused: unknown;
    for (let index = 0; index < 100 && !refused; index++) {
      const event = note(20_000);
      await small.append(freshStream(), [event], appendOptions('none')).then(
        () => acknowledged.push(event.id),
        (error: unknown) => (refused = error),
      );
    }
    expect(refused).toMatchObject({ name: 'StoreFailed', code: 'STORE_FULL' });
    expect(refused).toMatchObject({ remedy: expect.stringMatching(/Make room/) });
    expect(acknowledged.length).toBeGreaterThan(10);
    expect((await readOn(small, undefined)).map(({ id }) => id)).toEqual(acknowledged);
    await small.close();

    const roomy = SqliteEventStore.open({ file });
    const later = note(20_000);
    await roomy.append(freshStream(), [later], appendOptions('none'));
    const log = await readOn(roomy, undefined);
    expect(log.map(({ id }) => id)).toEqual([...acknowledged, later.id]);
    expect(log.map(({ position }) => Number(position))).toEqual(log.map((_, index) => index + 1));
    await roomy.close();
  });

  it.each(['SQLITE_IOERR_FSYNC', 'SQLITE_IOERR_WRITE', 'SQLITE_CORRUPT'])(
    'ends after %s, reads included: what the disk holds is known only after a restart',
    async (code) => {
      const file = newFile();
      let fail = false;
      const failpoint = (at: Failpoint): void => {
        if (fail && at === 'before-commit') throw engineError(code);
      };
      const store = SqliteEventStore.open({ file, failpoint });
      await store.append('case-1', [note()], appendOptions('none'));
      fail = true;
      const ended = { name: 'StoreFailed', code: code === 'SQLITE_CORRUPT' ? 'STORE_CORRUPT' : 'STORE_IO' };
      await expect(store.append('case-1', [note()], appendOptions(0))).rejects.toMatchObject(ended);
      fail = false;
      await expect(store.append('case-1', [note()], appendOptions(0))).rejects.toMatchObject(ended);
      await expect(store.head()).rejects.toMatchObject(ended);
      await expect(collect(store.readStream('case-1'))).rejects.toMatchObject(ended);
      const { signal } = new AbortController();
      await expect(collect(store.subscribe({ signal }))).rejects.toMatchObject(ended);
      await store.close();

      const again = SqliteEventStore.open({ file });
      expect(await collect(again.readStream('case-1'))).toHaveLength(1);
      await again.append('case-1', [note()], appendOptions(0));
      await again.close();
    },
  );

  it('tells a waiting subscriber when the store ends', async () => {
    const failpoint = (at: Failpoint): void => {
      if (at === 'before-commit') throw engineError('SQLITE_IOERR_FSYNC');
    };
    const store = SqliteEventStore.open({ file: newFile(), failpoint });
    const next = store.subscribe({ signal: new AbortController().signal })[Symbol.asyncIterator]().next();
    const append = store.append('case-1', [note()], appendOptions('none'));
    await expect(append).rejects.toMatchObject({ code: 'STORE_IO' });
    await expect(next).rejects.toMatchObject({ code: 'STORE_IO' });
    await store.close();
  });

  it('says that the file is in use while another program locks it, and goes on when that has ended', async () => {
    const file = newFile();
    const store = SqliteEventStore.open({ file });
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    const locked = store.append('case-1', [note()], appendOptions('none'));
    await expect(locked).rejects.toMatchObject({ code: 'STORE_IN_USE' });
    other.close();
    await store.append('case-1', [note()], appendOptions('none'));
    expect(await store.head()).toBe('1');
    await store.close();
  });

  it('copies its log into the file before that grows without bound, after whoever wrote was answered', async () => {
    const file = newFile();
    const told: (Failpoint | 'answered')[] = [];
    const store = SqliteEventStore.open({ file, failpoint: (at) => told.push(at) });
    for (let index = 0; index < 120; index++) {
      await store.append(freshStream(), [note(200_000), note(200_000)], appendOptions('none'));
      told.push('answered');
    }
    expect(told.filter((at) => at === 'after-checkpoint').length).toBeGreaterThanOrEqual(2);
    const before = told.flatMap((at, index) => (at === 'before-checkpoint' ? [told[index - 1]] : []));
    expect(new Set(before)).toEqual(new Set(['answered']));
    expect(statSync(`${file}-wal`).size).toBeLessThan(20 * 1024 * 1024);
    expect(statSync(file).size).toBeGreaterThan(30 * 1024 * 1024);
    await store.close();
  });
});
