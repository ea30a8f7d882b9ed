import type { App } from './platform/app.js';
import { AppModule } from './app.module.js';

/** Baton: its modules, its views and its demo office. */
export const app: App = {
  projections: [],
  module: (baton, log) => AppModule.for(baton, log),
};
