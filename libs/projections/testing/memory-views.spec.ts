import { MemoryViews } from './memory-views.js';
import type { ViewPlace } from './contract-stage.js';
import { viewStoreContract } from './view-store.contract.js';

viewStoreContract('memory', () => {
  const store = new MemoryViews();
  const place: ViewPlace = {
    open: (failpoint = () => undefined) => {
      store.failAt(failpoint);
      return Promise.resolve({
        store,
        rows: async ({ name }, table) => store.rows(name, table),
        close: () => Promise.resolve(),
      });
    },
    remove: () => Promise.resolve(),
  };
  return Promise.resolve(place);
});
