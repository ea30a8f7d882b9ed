export { ArrayLog } from './array-log.js';
export { MemoryViews } from './memory-views.js';
export { A_KEY, rowsOf, type RowsOf } from './rows-of.js';
export { WatchedQueries } from './watched-queries.js';
