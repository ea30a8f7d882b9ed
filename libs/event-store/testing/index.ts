export { eventStoreContract } from './event-store.contract.js';
export { huntGaps, type Catch, type Huntable } from './gap-hunter.js';
export { collect, freshStream, readOn, followUntil, type Harness } from './harness.js';
export { against, diskLine, whole } from './measuring.js';
export { NaiveStore } from './naive-store.js';
export { appendOptions, newEvent } from './samples.js';
