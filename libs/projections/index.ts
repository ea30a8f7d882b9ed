export * from './port.js';
export * from './errors.js';
export { ProjectionRunner, type WaitFor } from './runner.js';
export type { RunnerLog, RunnerOptions } from './run.js';
export type { OnProgress, Progress } from './progress.js';
export type { Patience, Timer } from './waiting.js';
export { queriedName } from './layout.js';
export { ViewQueries, type CellOf, type ColumnsOf, type Select } from './queries.js';
export type { AtFailpoint, Failpoint, Generation, Parked, ViewStore } from './view-store.js';
