import type { EventStore } from '@baton/event-store';
import { EventStoreDbEventStore } from '@baton/event-store/eventstoredb';
import type { Cluster } from '../config/settings.js';
import { openDataFolder, type Secrets } from '../data-folder/data-folder.js';
import { readIdentifierKey } from '../data-folder/secret.js';
import type { OpenBaton } from './baton.js';
import type { Closing } from './closing.js';
import { storeOver } from './parts.js';

/** Opens the events of a cluster. Throws `StoreFailed` with why it cannot be used. */
export async function clusterStore(
  { eventstoredb: connectionString, prefix }: Cluster,
  { telemetry }: Pick<OpenBaton, 'telemetry'>,
  closing: Closing,
): Promise<EventStore> {
  const engine = await EventStoreDbEventStore.open({ connectionString, prefix });
  closing.later(() => engine.close());
  return storeOver(engine, telemetry);
}

/** The secrets of a process that shares its engines: only development tokens have one that lies in the data folder. */
export const clusterSecrets = ({ identifierKeyFile }: Cluster, dataFolder: string): Secrets => ({
  devKey: () => openDataFolder(dataFolder).devKey(),
  identifierKey: () => readIdentifierKey(identifierKeyFile),
});
