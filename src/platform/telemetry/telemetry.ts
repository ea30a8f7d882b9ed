import type { Log } from '../logging/log.js';
import type { Spans } from './spans.js';
import type { Metrics } from './metrics.js';

/** How the service is watched from outside: figures, spans and the log. One for a running service. */
export interface Telemetry {
  readonly metrics: Metrics;
  readonly log: Log;
  readonly spans: Spans;
}

/** The token under which it is injected. */
export const TELEMETRY = Symbol('TELEMETRY');
