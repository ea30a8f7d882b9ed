import type { Settings } from '../config/settings.js';
import type { Closing } from '../engine/closing.js';
import type { Log } from '../logging/log.js';
import { packageVersion } from '../package-root.js';
import { Metrics } from './metrics.js';
import { NO_SPANS, type Spans } from './spans.js';
import type { Telemetry } from './telemetry.js';

/** How a process is watched that the settings describe; closed with all else it opens. */
export async function openTelemetry(settings: Settings, log: Log, opened: Closing): Promise<Telemetry> {
  const metrics = new Metrics();
  opened.later(() => metrics.close());
  const spans = await spansFor(settings, log);
  opened.later(() => spans.close());
  return { metrics, log, spans };
}

/** Spans for the collector that is set; nothing of that is loaded where none is. */
async function spansFor({ otlpEndpoint: endpoint, otlpHeaders: headers }: Settings, log: Log): Promise<Spans> {
  if (endpoint === undefined) return NO_SPANS;
  const { tracing } = await import('./tracing.js');
  return tracing({ endpoint, headers }, packageVersion(), log);
}
