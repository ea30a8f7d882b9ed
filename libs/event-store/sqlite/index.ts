export { SqliteEventStore, type SqliteOptions } from './sqlite-event-store.js';
export type { Failpoint } from './failpoint.js';
export { StoredRows } from './stored-rows.js';
export { copyLog, holdLog, type CopyOptions, type HeldPlace } from './log-copy.js';
