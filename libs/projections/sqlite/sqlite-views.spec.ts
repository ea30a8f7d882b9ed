import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ViewPlace } from '../testing/contract-stage.js';
import { viewStoreContract } from '../testing/view-store.contract.js';
import { SqliteViews } from './sqlite-views.js';

viewStoreContract('sqlite', async (): Promise<ViewPlace> => {
  const folder = await mkdtemp(join(tmpdir(), 'baton-views-'));
  return {
    open: async (failpoint) => {
      const store = new SqliteViews(join(folder, 'views.db'), failpoint);
      return {
        store,
        rows: (projection, table) => store.queries.find(projection, table),
        close: () => store.close(),
      };
    },
    remove: () => rm(folder, { recursive: true }),
  };
});
