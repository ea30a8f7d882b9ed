import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore } from '../port.js';
import { eventStoreContract, type Harness } from '../testing/index.js';
import { SqliteEventStore } from './index.js';

eventStoreContract('sqlite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'baton-events-'));
  const opened: EventStore[] = [];
  const open = (): Promise<EventStore> => {
    const store = SqliteEventStore.open({ file: join(folder, 'events.db') });
    opened.push(store);
    return Promise.resolve(store);
  };
  return {
    open,
    restart: open,
    supportsChecks: true,
    indexesAcrossStreams: true,
    dispose: async () => {
      await Promise.all(opened.map((store) => store.close()));
      rmSync(folder, { recursive: true });
    },
  } satisfies Harness;
});
