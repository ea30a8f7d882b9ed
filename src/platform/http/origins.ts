import type { IncomingMessage } from 'node:http';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Settings } from '../config/settings.js';
import { CORRELATION_HEADER } from './correlation.js';

type OfPages = Pick<Settings, 'corsOrigins' | 'production'>;

const HALF_A_YEAR = 15_552_000;

/**
 * What browsers are told: which pages may ask (CORS), and that nothing here is to be framed, sniffed or loaded by others.
 * To be called before anything answers, so that refusals have the headers as well.
 */
export async function tellBrowsers(app: FastifyInstance, { corsOrigins = [], production }: OfPages): Promise<void> {
  await app.register(helmet, {
    // Answers are data; the page of GraphiQL says for itself what it may load.
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    xFrameOptions: { action: 'deny' },
    // Browsers heed it over TLS alone, which ends before Baton.
    strictTransportSecurity: production ? { maxAge: HALF_A_YEAR, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  if (corsOrigins.length === 0) return;
  // The route of CORS takes OPTIONS at every address; what asks for no leave is answered as if it were not there.
  app.addHook('onRequest', (request, reply, done) => {
    if (request.method === 'OPTIONS' && !isPreflight(request)) reply.callNotFound();
    else done();
  });
  await app.register(cors, {
    origin: [...corsOrigins],
    methods: ['GET', 'HEAD', 'POST'],
    allowedHeaders: ['Authorization', 'Content-Type', 'Last-Event-ID', 'X-Correlation-Id', 'traceparent'],
    exposedHeaders: [CORRELATION_HEADER, 'Retry-After'],
    // There is no cookie: a page sends its token itself.
    credentials: false,
    maxAge: 600,
  });
}

/** Whether a browser asks if a page may ask. */
const isPreflight = ({ headers }: FastifyRequest): boolean =>
  Boolean(headers.origin && headers['access-control-request-method']);

/**
 * Whether a WebSocket may be opened: CORS does not hold for them. A program sends no origin; a page must be of this
 * service, or of an origin that is allowed.
 */
export function mayUpgrade({ headers }: IncomingMessage, { corsOrigins = [] }: OfPages): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  return corsOrigins.includes(origin) || (host !== undefined && URL.parse(origin)?.host === host);
}
