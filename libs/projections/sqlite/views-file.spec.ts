import { mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { ViewStoreFailed } from '../errors.js';
import { ProjectionRunner } from '../runner.js';
import { expectAnswers } from '../testing/answers.js';
import { ArrayLog } from '../testing/array-log.js';
import { busyLog, officeRows } from '../testing/office.model.js';
import { sampleFlow, sampleInbox, sampleProjections } from '../testing/office.projections.js';
import type { AtFailpoint } from '../view-store.js';
import { explain } from './explain.js';
import { SqliteViews } from './sqlite-views.js';

describe('the file of views', () => {
  let folder: string;
  let file: string;
  const opened: SqliteViews[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'baton-views-'));
    file = join(folder, 'views.db');
  });
  afterEach(async () => {
    for (const views of opened.splice(0)) await views.close();
    await rm(folder, { recursive: true });
  });
  const open_ = (failpoint?: AtFailpoint): SqliteViews => {
    const views = new SqliteViews(file, failpoint);
    opened.push(views);
    return views;
  };
  const filled = async (log: ArrayLog): Promise<void> => {
    const views = new SqliteViews(file);
    await new ProjectionRunner({ store: log, views, projections: sampleProjections }).catchUp();
    await views.close();
  };
  const raw = <T>(use: (database: Database.Database) => T): T => {
    const database = new Database(file);
    try {
      return use(database);
    } finally {
      database.close();
    }
  };
  const refusal = (): unknown => {
    try {
      open_();
    } catch (error) {
      return error;
    }
    throw new Error('it was opened');
  };

  it('keeps rows in columns of their kind, under the name of the view', async () => {
    await filled(new ArrayLog(busyLog(40)));
    raw((database) => {
      const kinds = database
        .prepare('SELECT typeof(stream) s, typeof(handedOn) h, typeof(chain) c, typeof(holder) o FROM sample_inbox')
        .all();
      expect(kinds).toContainEqual({ s: 'text', h: 'integer', c: 'text', o: 'null' });
      const load = database.prepare('SELECT typeof(open) o, typeof(handedOnShare) s FROM sample_flow_load').all();
      expect(new Set(load.map((row) => JSON.stringify(row)))).toEqual(new Set(['{"o":"integer","s":"real"}']));
      const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
      expect(tables).toContain('sample_inbox__g1');
      const indexes = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'index'").pluck().all();
      expect(indexes).toContain('sample_inbox__g1__i0');
      expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    });
  });

  it('answers queries from whole batches only', async () => {
    const log = new ArrayLog(busyLog(200));
    const seen: number[] = [];
    const views = open_((at) => {
      if (at === 'batch committed') return;
      const other = new Database(file, { readonly: true });
      seen.push(Number(other.prepare('SELECT count(*) FROM sample_flow_load').pluck().get()));
      other.close();
    });
    await new ProjectionRunner({ store: log, views, projections: sampleProjections, pageSize: 500 }).catchUp();
    expect(new Set(seen)).toEqual(new Set([0]));
    expect(await views.queries.find(sampleFlow, 'load')).toHaveLength(officeRows(log.all).sample_flow.load.length);
  });

  it('answers by key, by a query, and by sums', async () => {
    const log = new ArrayLog(busyLog(80));
    await filled(log);
    const { queries } = open_();
    await expectAnswers(queries, log);
    await expect(queries.kysely.deleteFrom('sample_inbox__g1').execute()).rejects.toThrow('readonly');
  });

  it.each([
    ['of another program', () => raw((database) => database.exec('CREATE TABLE customers (id INTEGER)'))],
    ['that is no database', () => writeFile(file, 'Dear sir or madam, '.repeat(500))],
    [
      'of a newer Baton',
      async () => {
        await filled(new ArrayLog(busyLog(5)));
        raw((database) => database.pragma('user_version = 99'));
      },
    ],
    [
      'that was cut short',
      async () => {
        await filled(new ArrayLog(busyLog(2000)));
        const handle = await open(file, 'r+');
        await handle.truncate(Math.floor((await stat(file)).size / 2));
        await handle.close();
      },
    ],
  ])('%s is refused with the remedy, and left as it is', async (_, spoil) => {
    await spoil();
    const before = (await stat(file)).size;
    expect(refusal()).toMatchObject({
      code: 'VIEWS_UNUSABLE',
      message: expect.stringContaining(file),
      remedy: 'Delete the file of views and start again: Baton rebuilds it from the events',
    });
    expect((await stat(file)).size).toBe(before);
    await rm(file);
    await rm(`${file}-wal`, { force: true });
    const log = new ArrayLog(busyLog(20));
    await filled(log);
    expect(await open_().queries.find(sampleInbox, 'rows')).toHaveLength(officeRows(log.all).sample_inbox.rows.length);
  });

  it('that is damaged inside stops the runner with the remedy, and queries say so too', async () => {
    const log = new ArrayLog(busyLog(3000));
    await filled(log);
    const handle = await open(file, 'r+');
    const { size } = await handle.stat();
    for (let page = 16_384; page < size; page += 4096) await handle.write(Buffer.alloc(4096, 0x5a), 0, 4096, page);
    await handle.close();
    const views = open_();
    const runner = new ProjectionRunner({ store: log, views, projections: sampleProjections });
    const failed = await runner
      .start()
      .then(
        () => {
          log.add(busyLog(500));
          return runner.waitFor(log.all.at(-1)?.position ?? '');
        },
        (error: unknown) => error,
      )
      .catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(Error);
    expect(runner.states()[0]?.failure).toMatchObject({ code: 'VIEWS_UNUSABLE' });
    await expect(views.queries.find(sampleInbox, 'rows')).rejects.toMatchObject({ code: 'VIEWS_UNUSABLE' });
  });

  it('that finds no room stops the runner with the remedy; reading goes on, and so does the runner once there is room', async () => {
    const log = new ArrayLog(busyLog(100));
    const views = open_();
    const runner = new ProjectionRunner({ store: log, views, projections: sampleProjections });
    await runner.start();
    await runner.waitFor(log.all.at(-1)?.position ?? '');
    const writer = Reflect.get(views, 'writer') as Database.Database;
    const pages = Number(writer.pragma('page_count', { simple: true }));
    writer.pragma(`max_page_count = ${pages}`);
    const before = [...log.all];
    log.add(busyLog(5000));
    await expect(runner.waitFor(log.all.at(-1)?.position ?? '')).rejects.toMatchObject({
      failure: {
        code: 'VIEWS_FULL',
        message: `There is no room left to write ${file}. Make room on the disk and start Baton again`,
      },
    });
    const rows = await views.queries.find(sampleInbox, 'rows');
    const position = runner.states()[0]?.position;
    const taken = log.all.filter((event) => Number(event.position) <= Number(position));
    expect(taken.length).toBeGreaterThanOrEqual(before.length);
    expect(rows).toHaveLength(officeRows(taken).sample_inbox.rows.length);
    writer.pragma('max_page_count = 1000000');
    await runner.catchUp();
    expect(await views.queries.find(sampleInbox, 'rows')).toHaveLength(officeRows(log.all).sample_inbox.rows.length);
  });

  it('in a place that cannot be is refused with the remedy', async () => {
    file = join(folder, 'a-file', 'views.db');
    await writeFile(join(folder, 'a-file'), 'not a folder');
    expect(refusal()).toMatchObject({ code: 'VIEWS_READ_ONLY' });
    file = folder;
    expect(refusal()).toMatchObject({ code: 'VIEWS_READ_ONLY' });
  });

  it.each([
    ['SQLITE_CORRUPT_INDEX', 'x', 'VIEWS_UNUSABLE'],
    ['SQLITE_NOTADB', 'x', 'VIEWS_UNUSABLE'],
    ['SQLITE_ERROR', 'no such table: sample_inbox__g1', 'VIEWS_UNUSABLE'],
    ['SQLITE_FULL', 'x', 'VIEWS_FULL'],
    ['SQLITE_READONLY', 'x', 'VIEWS_READ_ONLY'],
    ['SQLITE_CANTOPEN', 'x', 'VIEWS_READ_ONLY'],
    ['SQLITE_READONLY_DBMOVED', 'x', 'VIEWS_IO'],
    ['SQLITE_BUSY', 'x', 'VIEWS_IN_USE'],
    ['SQLITE_IOERR_FSYNC', 'x', 'VIEWS_IO'],
  ])('turns %s (%s) into %s with a remedy', (code, message, expected) => {
    const explained = explain('views.db', new Database.SqliteError(message, code)) as ViewStoreFailed;
    expect(explained).toBeInstanceOf(ViewStoreFailed);
    expect(explained.code).toBe(expected);
    expect(explained.message).toContain(explained.remedy);
    expect(explained.message).toContain('views.db');
  });

  it("leaves an error that is not the place's as it is", () => {
    const mistake = new Database.SqliteError('near "SELEKT": syntax error', 'SQLITE_ERROR');
    expect(explain('views.db', mistake)).toBe(mistake);
  });
});
