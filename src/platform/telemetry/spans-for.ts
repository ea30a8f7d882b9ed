import type { Settings } from '../config/settings.js';
import type { Log } from '../logging/log.js';
import { packageVersion } from '../package-root.js';
import { NO_SPANS, type Spans } from './spans.js';

/** Spans for the collector that is set; nothing of that is loaded where none is. */
export async function spansFor({ otlpEndpoint: endpoint, otlpHeaders: headers }: Settings, log: Log): Promise<Spans> {
  if (endpoint === undefined) return NO_SPANS;
  const { tracing } = await import('./tracing.js');
  return tracing({ endpoint, headers }, packageVersion(), log);
}
