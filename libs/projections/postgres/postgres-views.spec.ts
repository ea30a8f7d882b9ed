import type { ViewPlace } from '../testing/contract-stage.js';
import { viewStoreContract } from '../testing/view-store.contract.js';
import { PostgresViews } from './postgres-views.js';
import { ownSchema, startPostgres, type TestPostgres } from './testing/postgres-server.js';

let server: TestPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

viewStoreContract('postgres', async (): Promise<ViewPlace> => {
  const { url, remove } = ownSchema(server.url);
  return {
    open: async (failpoint = () => undefined) => {
      const store = await PostgresViews.open({ connectionString: url, failpoint });
      const held = await store.lease.take(AbortSignal.timeout(20_000));
      return {
        store,
        rows: (projection, table) => store.queries.find(projection, table),
        close: async () => {
          await held.giveBack();
          await store.close();
        },
      };
    },
    remove,
  };
});
