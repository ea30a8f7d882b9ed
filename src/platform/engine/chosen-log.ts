import type { EventStore, StoredLog } from '@baton/event-store';
import type { Settings } from '../config/settings.js';

/** Where the events are. */
type Where = Pick<Settings, 'dataFolder' | 'cluster'>;

/**
 * Opens the events that the settings name, of a cluster or of the data folder, to be verified: also beside running
 * services and whatever the views hold. Throws `StartupError` or `StoreFailed` with what is wrong and what to do.
 */
export async function chosenStoredLog({ dataFolder, cluster }: Where): Promise<StoredLog> {
  if (!cluster) return (await import('./stored-log.js')).openStoredLog(dataFolder);
  const { EventStoreDbStoredLog } = await import('@baton/event-store/eventstoredb');
  return EventStoreDbStoredLog.open({ connectionString: cluster.eventstoredb, prefix: cluster.prefix });
}

/** The same to be read as events. */
export async function chosenEvents({ dataFolder, cluster }: Where): Promise<EventStore> {
  if (!cluster) return (await import('./stored-log.js')).openEvents(dataFolder);
  const { EventStoreDbEventStore } = await import('@baton/event-store/eventstoredb');
  return EventStoreDbEventStore.open({ connectionString: cluster.eventstoredb, prefix: cluster.prefix });
}
