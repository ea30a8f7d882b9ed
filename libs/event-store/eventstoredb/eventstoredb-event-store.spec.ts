import { randomUUID } from 'node:crypto';
import type { EventStore } from '../port.js';
import { eventStoreContract, type Harness } from '../testing/index.js';
import { EventStoreDbEventStore } from './index.js';
import { EventStoreDouble } from './testing/event-store-double.js';
import { realServer } from './testing/real-server.js';

let double: EventStoreDouble;
beforeAll(async () => (double = await EventStoreDouble.start()));
afterAll(() => double.stop());

eventStoreContract('eventstoredb, against the double,', () => harness(() => double.connectionString));

const real = realServer();
if (real) eventStoreContract('eventstoredb, against a real server,', () => harness(() => real));

/** A store under a prefix of its own, of which it deletes nothing. */
function harness(connectionString: () => string): Harness {
  const prefix = `baton-test-${randomUUID()}.`;
  const opened: EventStore[] = [];
  const open = async (): Promise<EventStore> => {
    const store = await EventStoreDbEventStore.open({ connectionString: connectionString(), prefix });
    opened.push(store);
    return store;
  };
  return {
    open,
    restart: open,
    supportsChecks: false,
    indexesAcrossStreams: false,
    dispose: async () => {
      await Promise.all(opened.map((store) => store.close()));
    },
  };
}
