export { SqliteViews } from './sqlite-views.js';
export { ViewsBeside } from './views-beside.js';
