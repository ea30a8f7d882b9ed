export { PostgresViews, type OpenPostgresViews } from './postgres-views.js';
