import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { jest } from '@jest/globals';
import { addressOf } from './address.js';
import { Connections, OPENING_MS } from './connections.js';
import { PostgresViews } from './postgres-views.js';
import { queriesOver } from './reading.js';
import { CuttingProxy } from './testing/index.js';
import { PostgresStage } from './testing/postgres-stage.js';
import { WatchedViews } from './watched-views.js';

const PATIENCE_MS = 300;
const UNREACHABLE = { name: 'ViewStoreFailed', code: 'VIEWS_UNREACHABLE' };

describe('a server of views that says nothing', () => {
  const own = new PostgresStage();
  let proxy: CuttingProxy;
  let connectionString: string;
  beforeEach(async () => {
    proxy = new CuttingProxy(own.url);
    connectionString = await proxy.start();
  });
  afterEach(() => proxy.stop());

  /** One connection, which is given up after a short while. */
  const impatient = (): Connections => {
    const connections = new Connections(addressOf(connectionString), {
      name: 'spec',
      most: 1,
      patienceMs: PATIENCE_MS,
    });
    own.later(() => connections.close());
    return connections;
  };

  it('has its dead connection let go of, and what is done next is done over another', async () => {
    const connections = impatient();
    const ask = (text: string) => connections.with(async (client) => (await client.query(text)).rows as unknown);
    proxy.deafFrom = 'SELECT 1';
    await expect(ask('SELECT 1 AS one')).rejects.toMatchObject(UNREACHABLE);
    expect(await ask('SELECT 2 AS two')).toEqual([{ two: 2 }]);
  });

  it('has its dead connection let go of by who reads views, too', async () => {
    const { kysely } = queriesOver(impatient());
    const ask = (table: string) => kysely.selectFrom(table).selectAll().execute();
    proxy.deafFrom = 'pg_am';
    await expect(ask('pg_am')).rejects.toThrow('Query read timeout');
    expect(await ask('pg_database')).not.toEqual([]);
  });

  describe.each([
    ['build', (url: string) => PostgresViews.open({ connectionString: url })],
    ['read', (url: string) => WatchedViews.open({ connectionString: url, projections: [] })],
  ])('does not keep those waiting for ever who start to %s views', (_, open) => {
    // Time alone stands still: the network goes on.
    beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance'] }));
    afterEach(() => jest.useRealTimers());

    it('where it froze before they came', async () => {
      const server: Server = createServer(() => undefined).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const opened = open(`postgres://baton:any@127.0.0.1:${port}/postgres`).catch((error: unknown) => error);
      await once(server, 'connection');
      jest.advanceTimersByTime(OPENING_MS);
      expect(await opened).toMatchObject(UNREACHABLE);
      server.close();
    });

    it('where it freezes while it is made ready', async () => {
      const deaf = new Promise<void>((resolve) => (proxy.onDeaf = resolve));
      proxy.deafFrom = 'pg_advisory_xact_lock';
      const opened = open(connectionString).catch((error: unknown) => error);
      await deaf;
      jest.advanceTimersByTime(OPENING_MS);
      expect(await opened).toMatchObject(UNREACHABLE);
    });
  });
});
