import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The header in which a caller names the chain of requests that his one belongs to; every answer carries it. */
export const CORRELATION_HEADER = 'x-correlation-id';

const ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;
const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The caller's correlation id, or one made up (a UUID) where he sent none or one that is not of its form. */
export function correlationIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const sent = headers[CORRELATION_HEADER];
  return typeof sent === 'string' && ID.test(sent) ? sent : randomUUID();
}

/** The caller's W3C trace context, where he sent a valid one. */
export function traceparentOf({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  const sent = headers['traceparent'];
  return typeof sent === 'string' && TRACEPARENT.test(sent) ? sent : undefined;
}
