import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Link,
  type SpanContext,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider, type SpanExporter } from '@opentelemetry/sdk-trace';
import { withoutCredentials } from '../config/hidden.js';
import type { Log } from '../logging/log.js';
import type { Span, Spans } from './spans.js';

/** Where traces are handed over. */
export interface Collector {
  /** Base address of OTLP over HTTP: spans go to `<endpoint>/v1/traces`. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>> | undefined;
}

/** Most spans that wait to be handed over; what comes then is dropped. */
const QUEUE = 2048;
const HANDOVER_MS = 5000;

/**
 * Spans of OpenTelemetry, handed over to a collector in batches. A collector that does not answer costs what the queue
 * holds and one warning. Loaded only where a collector is set.
 */
export function tracing({ endpoint, headers }: Collector, version: string, log: Log): Spans {
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  const exporter = new OTLPTraceExporter({ url, headers: { ...headers }, timeoutMillis: HANDOVER_MS });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'baton', 'service.version': version }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: warningOnce(exporter, endpoint, log),
        maxQueueSize: QUEUE,
        scheduledDelayMillis: 1000,
        exportTimeoutMillis: HANDOVER_MS,
      }),
    ],
  });
  const tracer = provider.getTracer('baton', version);
  return {
    begin: (name, { parent, kind, attributes = {}, links = [] } = {}) => {
      const options = {
        kind: kind === 'server' ? SpanKind.SERVER : SpanKind.INTERNAL,
        attributes,
        links: links.flatMap((link): Link[] => linkTo(link)),
      };
      const span = tracer.startSpan(name, options, contextOf(parent));
      return {
        traceparent: traceparentOf(span.spanContext()),
        set: (attribute, value) => void span.setAttribute(attribute, value),
        end: (failure) => {
          if (failure !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: failure });
          span.end();
        },
      } satisfies Span;
    },
    // The exporter's own patience bounds it; that nobody took the last spans was warned of already.
    close: () => provider.shutdown().catch(() => undefined),
  };
}

/** Warns when the collector begins to fail, and not again until it has worked in between. */
function warningOnce(exporter: SpanExporter, endpoint: string, log: Log): SpanExporter {
  let warned = false;
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        const failed = Number(result.code) !== 0;
        if (failed && !warned) {
          const to = withoutCredentials(endpoint);
          log.warn({ collector: to }, 'traces cannot be handed over and are dropped: look at the collector');
        }
        warned = failed;
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
  };
}

const PARTS = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

function spanContextOf(traceparent: string): SpanContext | undefined {
  const [, traceId, spanId, flags = '00'] = PARTS.exec(traceparent) ?? [];
  return traceId && spanId ? { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true } : undefined;
}

function contextOf(traceparent: string | undefined): Context {
  const parent = traceparent === undefined ? undefined : spanContextOf(traceparent);
  return parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
}

function linkTo(traceparent: string): Link[] {
  const context = spanContextOf(traceparent);
  return context ? [{ context }] : [];
}

const traceparentOf = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
