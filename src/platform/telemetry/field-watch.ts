import type { FieldWatch } from '../access/guarded-schema.js';
import { NO_SPANS, within } from './spans.js';
import type { Telemetry } from './telemetry.js';
import { deniedCommand } from './watched-command.js';

/** Counts commands that are denied; where somebody traces, a query is a span. */
export function fieldWatch(telemetry: Telemetry): FieldWatch {
  const { spans } = telemetry;
  const denied: FieldWatch['denied'] = (mutation, code) => deniedCommand(telemetry, mutation, code);
  if (spans === NO_SPANS) return { denied };
  return {
    denied,
    query: (name, { traceparent: parent, correlationId }, answer) =>
      within(spans, `query ${name}`, { parent, attributes: { 'baton.correlation_id': correlationId } }, answer),
  };
}
