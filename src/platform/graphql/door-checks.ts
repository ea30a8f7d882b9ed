import type { FastifyInstance } from 'fastify';
import { answerError } from '../http/answer.js';
import { GRAPHQL_PATH } from '../http/request.js';
import { ClientError } from './client-error.js';

const NAME = /^[_A-Za-z][_0-9A-Za-z]*$/;

/** Looks at requests before GraphQL does: one operation a request, sent with POST. */
export function checkAtTheDoor(app: FastifyInstance): void {
  app.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.url !== GRAPHQL_PATH) return;
    if (request.method !== 'POST') {
      const remedy = 'Send it with POST; a browser gets a page to try operations on.';
      return answerError(
        reply,
        405,
        new ClientError('METHOD_NOT_ALLOWED', 'Operations are sent with POST', { remedy }),
      );
    }
    if (Array.isArray(request.body)) {
      const remedy = 'Send one operation a request; HTTP keeps the connection open between them.';
      return answerError(
        reply,
        400,
        new ClientError('BATCHING_OFF', 'Operations are not taken in batches', { remedy }),
      );
    }
    nameOperation(request.body);
  });
}

/**
 * Mercurius keeps parsed and compiled operations under their text alone: of two operations in one text the first that
 * is compiled would answer for both, and a text that is no GraphQL it tries as JSON. A closing comment with the
 * operation's name prevents both.
 */
function nameOperation(body: unknown): void {
  if (typeof body !== 'object' || body === null) return;
  const sent = body as { query?: unknown; operationName?: unknown };
  if (typeof sent.query !== 'string' || sent.query.trim() === '') return;
  const name = typeof sent.operationName === 'string' && NAME.test(sent.operationName) ? sent.operationName : '';
  sent.query = `${sent.query} #${name}`;
}
