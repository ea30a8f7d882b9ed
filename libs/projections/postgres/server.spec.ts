import { setImmediate as nextTurn } from 'node:timers/promises';
import { DatabaseError } from 'pg';
import { ViewStoreFailed } from '../errors.js';
import { ProjectionRunner } from '../runner.js';
import { expectAnswers } from '../testing/answers.js';
import { ArrayLog } from '../testing/array-log.js';
import { ContractStage, endOf, type OpenedViews } from '../testing/contract-stage.js';
import { busyLog } from '../testing/office.model.js';
import { sampleInbox, sampleProjections } from '../testing/office.projections.js';
import { addressOf } from './address.js';
import { Connections } from './connections.js';
import { explain } from './explain.js';
import { migrate, MIGRATIONS } from './migrations.js';
import type { OpenPostgresViews, PostgresViews } from './postgres-views.js';
import { CuttingProxy, onServer } from './testing/index.js';
import { asOpened, PostgresStage } from './testing/postgres-stage.js';

describe('the server of views', () => {
  const own = new PostgresStage();
  const open = (connectionString = own.url): Promise<PostgresViews> => own.open({ connectionString });
  const leased = async (options?: Partial<OpenPostgresViews>): Promise<PostgresViews> =>
    (await own.openLeased(options)).views;
  const refusal = (url: string): Promise<unknown> =>
    open(url).then(
      () => Promise.reject(new Error('it was opened')),
      (error: unknown) => error,
    );
  const changed = (change: (url: URL) => void): string => {
    const url = new URL(own.url);
    change(url);
    return url.href;
  };
  const inSchema = <T extends object>(text: string): Promise<T[]> => own.inSchema<T>(text);

  it('keeps rows in columns of their kind, ordered by bytes, under the name of the view', async () => {
    const views = await leased();
    await new ProjectionRunner({ store: new ArrayLog(busyLog(40)), views, projections: sampleProjections }).catchUp();
    const columns = await inSchema<{ column_name: string; data_type: string; collation_name: string | null }>(
      `SELECT column_name, data_type, collation_name FROM information_schema.columns
       WHERE table_schema = '${own.schema}' AND table_name IN ('sample_inbox__g1', 'sample_flow_load__g1')`,
    );
    const kinds = Object.fromEntries(
      columns.map((each) => [each.column_name, `${each.data_type} ${each.collation_name}`]),
    );
    expect(kinds).toMatchObject({
      stream: 'text C',
      handedOn: 'integer null',
      chain: 'text C',
      open: 'bigint null',
      handedOnShare: 'double precision null',
    });
  });

  it('keeps the same rows however few of them are at hand while they are built', async () => {
    const log = new ArrayLog(busyLog(300));
    const views = await leased({ rowsAtHand: 3 });
    const stage = new ContractStage(() => Promise.reject(new Error('it has its own')));
    const opened = asOpened(views);
    await stage.runner(log, opened).catchUp();
    await stage.expectRows(opened, log.all);
    await stage.clear();
  });

  it('answers by key, by a query, and by sums, and lets no query write', async () => {
    const log = new ArrayLog(busyLog(80));
    const views = await leased();
    await new ProjectionRunner({ store: log, views, projections: sampleProjections }).catchUp();
    const { queries } = views;
    await expectAnswers(queries, log);
    expect(await queries.get(sampleInbox, 'rows', { stream: 'case-\0' })).toBeUndefined();
    await expect(queries.kysely.deleteFrom('sample_inbox__g1').execute()).rejects.toThrow('read-only');
  });

  it.each([
    ['no URL', () => 'host=localhost', 'VIEWS_UNREACHABLE', 'percent-encoded'],
    ['another scheme', () => 'mysql://localhost/baton', 'VIEWS_UNREACHABLE', 'percent-encoded'],
    [
      'a schema that needs quotes',
      () => changed((url) => url.searchParams.set('schema', 'a"b')),
      'VIEWS_UNREACHABLE',
      'percent-encoded',
    ],
    ['a port where nobody listens', () => changed((url) => (url.port = '1')), 'VIEWS_UNREACHABLE', 'host and port'],
    [
      'a host that is not known',
      () => changed((url) => (url.hostname = 'nowhere.invalid')),
      'VIEWS_UNREACHABLE',
      'host and port',
    ],
    ['a wrong password', () => changed((url) => (url.password = 'guessed')), 'VIEWS_ACCESS_DENIED', 'the password'],
    ['a user who is not known', () => changed((url) => (url.username = 'nobody')), 'VIEWS_ACCESS_DENIED', 'the user'],
    [
      'a database that is not there',
      () => changed((url) => (url.pathname = '/elsewhere')),
      'VIEWS_ACCESS_DENIED',
      'the database',
    ],
    [
      'encryption that the server does not offer',
      () => changed((url) => url.searchParams.set('sslmode', 'verify-full')),
      'VIEWS_UNREACHABLE',
      'sslmode',
    ],
  ])('is refused by a code and a remedy for %s', async (_, url, code, remedy) => {
    const refused = await refusal(url());
    expect(refused).toBeInstanceOf(ViewStoreFailed);
    expect(refused).toMatchObject({ code, remedy: expect.stringContaining(remedy) });
    expect((refused as Error).message).not.toMatch(/guessed|baton-test/);
  });

  it('is refused where its schema is of a newer version, and left as it is', async () => {
    await open();
    await inSchema(`UPDATE about SET value = '99' WHERE name = 'format'`);
    expect(await refusal(own.url)).toMatchObject({
      code: 'VIEWS_UNUSABLE',
      message: expect.stringContaining('newer version of Baton (format 99)'),
      remedy: expect.stringContaining('schema=…'),
    });
    expect(await inSchema('SELECT value FROM about')).toEqual([{ value: '99' }]);
  });

  it('is refused where its schema is of another program, and left as it is', async () => {
    await inSchema(`CREATE SCHEMA ${own.schema}`);
    await inSchema('CREATE TABLE customers (id integer)');
    expect(await refusal(own.url)).toMatchObject({
      code: 'VIEWS_UNUSABLE',
      message: expect.stringContaining('not of Baton'),
    });
    await expect(inSchema('SELECT * FROM about')).rejects.toThrow('does not exist');
  });

  it('is refused where it cannot keep every text', async () => {
    const name = `${own.schema}_latin`;
    await onServer(own.serverUrl, (client) =>
      client.query(`CREATE DATABASE ${name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0`),
    );
    own.later(() => onServer(own.serverUrl, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`)));
    expect(await refusal(changed((url) => (url.pathname = `/${name}`)))).toMatchObject({
      code: 'VIEWS_UNUSABLE',
      message: expect.stringContaining('LATIN1'),
      remedy: expect.stringContaining('UTF8'),
    });
  });

  it('is never left with half a migration: what was cut short is done at the next start', async () => {
    const address = addressOf(own.url);
    const connections = new Connections(address, { name: 'spec', most: 1 });
    own.later(() => connections.close());
    const broken = [
      ...MIGRATIONS,
      ['CREATE TABLE later (id integer)', 'SELECT pg_terminate_backend(pg_backend_pid())'],
    ];
    await expect(connections.transaction((client) => migrate(client, address, broken))).rejects.toMatchObject({
      code: 'VIEWS_UNREACHABLE',
    });
    await expect(inSchema('SELECT * FROM about')).rejects.toThrow('does not exist');
    await open();
    await expect(connections.transaction((client) => migrate(client, address, broken))).rejects.toThrow();
    await expect(inSchema('SELECT * FROM later')).rejects.toThrow('does not exist');
    const mended = [...MIGRATIONS, ['CREATE TABLE later (id integer)']];
    await connections.transaction((client) => migrate(client, address, mended));
    await connections.transaction((client) => migrate(client, address, mended));
    expect(await inSchema(`SELECT value FROM about WHERE name = 'format'`)).toEqual([{ value: String(mended.length) }]);
  });

  it('is made ready once by processes that start at the same instant', async () => {
    await Promise.all(Array.from({ length: 6 }, () => open()));
    expect(await inSchema('SELECT name FROM about')).toEqual([{ name: 'format' }]);
  });

  describe('that cuts a connection', () => {
    const stage = new ContractStage(() => Promise.reject(new Error('each opens its own')));
    let proxy: CuttingProxy;
    let views: OpenedViews;
    const log = new ArrayLog(busyLog(300));
    beforeEach(async () => {
      proxy = new CuttingProxy(own.url);
      views = asOpened(await leased({ connectionString: await proxy.start() }));
    });
    afterEach(async () => {
      await stage.clear();
      await proxy.stop();
    });

    it.each(['before the commit', 'after the commit'] as const)(
      '%s stops the runner with the remedy; all or nothing is written, and it goes on from there',
      async (cut) => {
        const runner = stage.runner(log, views);
        await runner.catchUp();
        await stage.expectRows(views, log.all);
        const before = log.all.length;
        log.add(busyLog(40));
        proxy.next = cut;
        await expect(runner.catchUp()).rejects.toMatchObject({ code: 'VIEWS_UNREACHABLE' });
        expect(runner.states()[0]?.failure).toMatchObject({ code: 'VIEWS_UNREACHABLE' });
        const [inbox] = await views.store.generations();
        const written = log.all.findIndex(({ position }) => position === inbox?.position) + 1;
        expect(written).toBe(cut === 'before the commit' ? before : before + 10);
        await stage.expectWhole(views, log);
        await runner.catchUp();
        await stage.expectRows(views, log.all);
      },
    );

    it('between two batches is not even noticed', async () => {
      const runner = stage.runner(log, views);
      await runner.catchUp();
      proxy.cutAll();
      const { pool } = Reflect.get(views.store, 'writing') as Connections;
      while (pool.totalCount > 0) await nextTurn();
      log.add(busyLog(40));
      await runner.catchUp();
      await stage.expectRows(views, log.all);
      expect((await views.store.generations())[0]?.position).toBe(endOf(log));
    });
  });

  it.each([
    ['28P01', 'VIEWS_ACCESS_DENIED'],
    ['42501', 'VIEWS_ACCESS_DENIED'],
    ['3D000', 'VIEWS_ACCESS_DENIED'],
    ['42P01', 'VIEWS_UNUSABLE'],
    ['XX001', 'VIEWS_UNUSABLE'],
    ['53100', 'VIEWS_FULL'],
    ['25006', 'VIEWS_READ_ONLY'],
    ['53300', 'VIEWS_UNREACHABLE'],
    ['57P03', 'VIEWS_UNREACHABLE'],
    ['25P03', 'VIEWS_UNREACHABLE'],
    ['08006', 'VIEWS_UNREACHABLE'],
    ['40P01', 'VIEWS_IO'],
    ['55P03', 'VIEWS_IO'],
    ['58030', 'VIEWS_IO'],
  ])('turns %s into %s with a remedy', (state, expected) => {
    const error = new DatabaseError('it says so', 0, 'error');
    error.code = state;
    expectExplained(explain(addressOf(own.url), error), expected);
  });

  it.each([
    ['ECONNREFUSED', ''],
    ['ETIMEDOUT', ''],
    ['', 'Connection terminated unexpectedly'],
    ['', 'timeout expired'],
    ['', 'Query read timeout'],
    ['CERT_HAS_EXPIRED', 'certificate has expired'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate'],
  ])('turns what the client says (%s %s) into VIEWS_UNREACHABLE with a remedy', (code, message) => {
    expectExplained(
      explain(addressOf(own.url), Object.assign(new Error(message), code && { code })),
      'VIEWS_UNREACHABLE',
    );
  });

  it('that all connections are taken of is busy, not away', async () => {
    const address = addressOf(own.url);
    const connections = new Connections(address, { name: 'busy', most: 1 });
    const second = connections.with((one) =>
      one.query('SELECT 1').then(() => connections.with(() => Promise.resolve())),
    );
    const busy = await second.catch((error: unknown) => error);
    await connections.close();
    expectExplained(busy, 'VIEWS_BUSY');
    expect(busy).toMatchObject({ remedy: expect.stringContaining('Ask again in a moment') as unknown });
  });

  it("leaves an error that is not the server's as it is", () => {
    const mistake = new DatabaseError('syntax error', 0, 'error');
    mistake.code = '42601';
    expect(explain(addressOf(own.url), mistake)).toBe(mistake);
  });

  const expectExplained = (explained: unknown, code: string): void => {
    expect(explained).toBeInstanceOf(ViewStoreFailed);
    const { code: told, message, remedy } = explained as ViewStoreFailed;
    expect(told).toBe(code);
    expect(message).toContain(remedy);
    expect(message).toContain(`schema ${own.schema}`);
    expect(message).not.toContain('baton-test:');
  };
});
