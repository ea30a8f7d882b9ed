import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { getOperationAST, OperationTypeNode, parse, type DocumentNode } from 'graphql';
import { GRAPHQL_PATH } from '../http/request.js';
import type { RegisteredOperations } from '../operations/registered-operations.js';
import { ClientError } from './client-error.js';
import { LIMITS } from './limits.js';
import { answerTypeOf, GRAPHQL_RESPONSE, isJson, JSON_RESPONSE } from './media-type.js';
import { keepAsked, requestOfAddress, requestOfBody, type OperationRequest } from './operation-request.js';

const NAME = /^[_A-Za-z][_0-9A-Za-z]*$/;

/**
 * Looks at requests before GraphQL does: what they are answered in, whether they are of the form of GraphQL over HTTP,
 * and that nothing but a query is asked by GET. What is refused is answered as any error of the door.
 */
export function checkAtTheDoor(app: FastifyInstance, operations: RegisteredOperations): void {
  app.addHook('onRequest', (request, reply, done) => {
    const concerned = request.routeOptions.url === GRAPHQL_PATH;
    done(concerned ? thrownBy(() => checkHeaders(request, reply)) : undefined);
  });
  app.addHook('preHandler', (request, reply, done) => {
    const concerned = request.routeOptions.url === GRAPHQL_PATH;
    done(concerned ? thrownBy(() => takeParameters(app, request, reply, operations)) : undefined);
  });
}

function thrownBy(check: () => void): Error | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

function checkHeaders({ method, headers, url }: FastifyRequest, reply: FastifyReply): void {
  const type = answerTypeOf(headers.accept);
  // Answers hold what customers told in confidence: nothing on the way keeps them.
  reply.header('cache-control', 'no-store').header('content-type', `${type ?? JSON_RESPONSE}; charset=utf-8`);
  if (type === undefined) {
    const remedy = `Accept ${GRAPHQL_RESPONSE} or ${JSON_RESPONSE}, in UTF-8.`;
    throw new ClientError('NOT_ACCEPTABLE', 'Nothing that the header Accept names can be answered in', { remedy });
  }
  if (method !== 'POST') return checkAddress(url);
  const encoding = headers['content-encoding'];
  if (isJson(headers['content-type']) && (encoding === undefined || encoding === 'identity')) return;
  const remedy = 'Send a JSON object in UTF-8, not compressed, with the header Content-Type: application/json.';
  throw new ClientError('MEDIA_TYPE_UNSUPPORTED', 'The body of the request is not announced as JSON', { remedy });
}

function checkAddress(url: string): void {
  if (url.length <= LIMITS.addressBytes) return;
  throw new ClientError('ADDRESS_TOO_LONG', `The address is longer than ${LIMITS.addressBytes} bytes`, {
    remedy: 'Send the operation with POST, or register it and send its documentId.',
    limit: LIMITS.addressBytes,
  });
}

function takeParameters(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  operations: RegisteredOperations,
): void {
  if (request.method === 'POST') {
    const asked = requestOfBody(request.body);
    nameOperation(asked, operations.textOf(asked));
    keepAsked(request, asked);
    return;
  }
  const asked = requestOfAddress(app, request.query);
  nameOperation(asked, operations.textOf(asked));
  keepAsked(request, asked);
  checkIsQuery(asked, reply);
  Object.assign(request.query as object, { query: asked.query });
}

/** A GET must change nothing: browsers, proxies and crawlers send it again whenever they like. */
function checkIsQuery({ query, operationName }: OperationRequest, reply: FastifyReply): void {
  let document: DocumentNode;
  try {
    document = parse(query ?? '', { maxTokens: LIMITS.tokens });
  } catch {
    return; // GraphQL says what is wrong with it.
  }
  const operation = getOperationAST(document, operationName);
  if (!operation) {
    throw new ClientError('VALIDATION', 'It is not clear which operation of the text is meant', {
      remedy: 'Send the name of one of its operations as operationName.',
    });
  }
  if (operation.operation === OperationTypeNode.QUERY) return;
  reply.header('allow', 'POST');
  const remedy = 'Send it with POST.';
  throw new ClientError('METHOD_NOT_ALLOWED', `A ${operation.operation} is not asked by GET`, { remedy });
}

/**
 * Mercurius keeps parsed and compiled operations under their text alone: of two operations in one text the first that
 * is compiled would answer for both, and a text that is no GraphQL it tries as JSON. A closing comment with the
 * operation's name prevents both.
 */
function nameOperation(sent: OperationRequest, text: string): void {
  const name = sent.operationName && NAME.test(sent.operationName) ? sent.operationName : '';
  sent.query = `${text} #${name}`;
}
