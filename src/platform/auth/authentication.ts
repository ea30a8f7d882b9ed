import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ClientError } from '../graphql/client-error.js';
import { answerError } from '../http/answer.js';
import { traceparentOf } from '../http/correlation.js';
import { GRAPHQL_PATH } from '../http/request.js';
import { TokenRefused, type TokenVerifier } from './token-verifier.js';

const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i;

/**
 * Lets nobody at a guarded door without a valid token, and says who asks on the request. A browser that asks for the
 * page of GraphiQL gets the page: it holds no data.
 */
export function authenticate(app: FastifyInstance, verifier: TokenVerifier): void {
  app.decorateRequest('asking', undefined);
  app.addHook('onRequest', async (request, reply) => {
    if (!isGuarded(request)) return;
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) return refused(reply, verifier, missing(request));
    try {
      const verified = await verifier.verify(token);
      const traceparent = traceparentOf(request.raw);
      request.asking = {
        ...verified,
        correlationId: request.id,
        ...(traceparent === undefined ? {} : { traceparent }),
      };
    } catch (error) {
      if (error instanceof TokenRefused) return refused(reply, verifier, error.message);
      throw error;
    }
  });
}

/** The GraphQL door but for its page, and every route that is marked `@RouteConfig({ authenticated: true })`. */
const isGuarded = (request: FastifyRequest): boolean =>
  request.routeOptions.url === GRAPHQL_PATH ? !wantsPage(request) : request.routeOptions.config.authenticated === true;

/** Whether a browser asks for the page, not a program for an answer: a browser names no kind of JSON. */
export const wantsPage = ({ method, headers: { accept = '' } }: FastifyRequest): boolean =>
  method === 'GET' && accept.includes('text/html') && !/\/(json|graphql-response\+json)/.test(accept);

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
