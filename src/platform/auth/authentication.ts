import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AccessGuard, Denied } from '../access/access-guard.js';
import type { Sent } from '../access/sent.js';
import { ClientError } from '../graphql/client-error.js';
import { answerError } from '../http/answer.js';
import { traceparentOf } from '../http/correlation.js';
import { IssuerUnreachable } from './issuer-keys.js';
import { TokenRefused, type TokenVerifier } from './verification.js';

/** The token of a header `Authorization`; undefined where it holds no bearer token. */
export const bearerOf = (authorization: string | undefined): string | undefined =>
  BEARER.exec(authorization ?? '')?.[1];

const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i;

/**
 * Lets nobody at an address without a valid token unless its row of the matrix says so, nor anybody to whom that row
 * does not reach; says on the request who asks. An address without a row keeps the service from starting.
 */
export function authenticate(app: FastifyInstance, verifier: TokenVerifier, guard: AccessGuard): void {
  app.decorateRequest('asking', undefined);
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) guard.route(one, url);
  });
  app.addHook('onRequest', async (request, reply) => {
    const { url } = request.routeOptions;
    // An address that there is not: nothing to guard.
    if (url === undefined) return;
    const entry = guard.route(request.method, url);
    if (entry.open) return;
    const token = bearerOf(request.headers.authorization);
    if (token === undefined) return refused(reply, verifier, missing(request));
    try {
      const verified = await verifier.verify(token);
      const traceparent = traceparentOf(request.raw);
      request.asking = {
        ...verified,
        correlationId: request.id,
        ...(traceparent === undefined ? {} : { traceparent }),
      };
      const denied = await guard.denied(`${request.method} ${url}`, entry, verified.by, request.query as Sent);
      if (denied) return forbidden(reply, denied);
    } catch (error) {
      if (error instanceof TokenRefused) return refused(reply, verifier, error.message);
      if (error instanceof IssuerUnreachable) return unjudged(reply);
      if (error instanceof ClientError) return answerError(reply, 400, error);
      throw error;
    }
  });
}

const missing = ({ headers }: FastifyRequest): string =>
  headers.authorization === undefined
    ? 'The request carries no token'
    : 'The header Authorization holds no bearer token';

const MAKE_TOKEN = 'npm run baton -- token --agent <you> --department <yours> --role AGENT';

function refused(reply: FastifyReply, { development }: TokenVerifier, message: string): FastifyReply {
  const where = development ? `Make one with \`${MAKE_TOKEN}\`` : 'Get one from your identity provider';
  const remedy = `${where} and send it as header: Authorization: Bearer <token>.`;
  reply.header('www-authenticate', 'Bearer realm="baton"');
  return answerError(reply, 401, new ClientError('UNAUTHENTICATED', `${message}.`, { remedy }));
}

const forbidden = (reply: FastifyReply, { message, remedy }: Denied): FastifyReply =>
  answerError(reply, 403, new ClientError('FORBIDDEN', message, { remedy }));

const RETRY_SECONDS = 5;

function unjudged(reply: FastifyReply): FastifyReply {
  const message = 'The identity provider cannot be reached, so the token cannot be judged';
  const remedy = `Try again in ${RETRY_SECONDS} seconds; if it goes on, tell whoever runs Baton.`;
  reply.header('retry-after', RETRY_SECONDS);
  return answerError(reply, 503, new ClientError('IDENTITY_PROVIDER_UNREACHABLE', message, { remedy }));
}
