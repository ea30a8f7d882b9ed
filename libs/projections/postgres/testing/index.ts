export { onServer, ownSchema, startPostgres, type TestPostgres } from './postgres-server.js';
export { CuttingProxy, type Cut } from './cutting-proxy.js';
