export { Notes } from './notes.js';
export { PostgresViews, type OpenPostgresViews } from './postgres-views.js';
export { WatchedViews, type WatchViews } from './watched-views.js';
