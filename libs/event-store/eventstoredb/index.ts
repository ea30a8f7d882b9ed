export { EventStoreDbEventStore, type EventStoreDbOptions } from './eventstoredb-event-store.js';
export type { Patience } from './settings.js';
