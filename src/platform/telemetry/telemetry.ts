import { Metrics } from './metrics.js';

/** How the service is watched from outside: figures. One for a running service. */
export interface Telemetry {
  readonly metrics: Metrics;
}

/** The token under which it is injected. */
export const TELEMETRY = Symbol('TELEMETRY');
