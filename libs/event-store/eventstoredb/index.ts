export { EventStoreDbEventStore } from './eventstoredb-event-store.js';
export type { EventStoreDbOptions } from './leader.js';
export type { Patience } from './settings.js';
export { EventStoreDbStoredLog } from './stored-log.js';
