/** A span that has begun. */
export interface Span {
  /** Its W3C trace context, for what happens within it; undefined where nobody traces. */
  readonly traceparent: string | undefined;
  set(attribute: string, value: string | number): void;
  /** Ends it; as failed where a word says why. */
  end(failure?: string): void;
}

export interface SpanOptions {
  /** The W3C trace context it belongs to; begins a trace of its own where there is none. */
  readonly parent?: string | undefined;
  readonly kind?: 'server' | 'internal';
  readonly attributes?: Readonly<Record<string, string | number>>;
  /** Trace contexts of what it goes back to without being part of it. */
  readonly links?: readonly string[];
}

/** Where spans begin. */
export interface Spans {
  begin(name: string, options?: SpanOptions): Span;
  /** Hands over what is left, for at most a few seconds. */
  close(): Promise<void>;
}

const NOTHING: Span = { traceparent: undefined, set: () => undefined, end: () => undefined };

/** Nobody traces: nothing is loaded, kept or handed over. */
export const NO_SPANS: Spans = { begin: () => NOTHING, close: () => Promise.resolve() };

/** Does work within a span. The span fails with the error's code, never its message: that could name a person. */
export async function within<T>(
  spans: Spans,
  name: string,
  options: SpanOptions,
  work: (span: Span) => T | Promise<T>,
): Promise<T> {
  const span = spans.begin(name, options);
  try {
    const result = await work(span);
    span.end();
    return result;
  } catch (error) {
    span.end(codeOf(error));
    throw error;
  }
}

/** The code of an error, or its class. */
export function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') return code;
  return error instanceof Error ? error.name : 'unknown';
}
