import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ClientError } from './client-error.js';

/** What a request says: the parameters of GraphQL over HTTP, each of its type. */
export interface OperationRequest {
  query?: string | null;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly extensions?: Readonly<Record<string, unknown>> | null;
  /** The id of a registered operation, in place of its text. */
  readonly documentId?: string | null;
}

const TEXTS = ['query', 'operationName', 'documentId'] as const;
const MAPS = ['variables', 'extensions'] as const;

/** The parameters of a body. Throws `BATCHING_OFF` or `BODY_INVALID` where it is not one JSON object of them. */
export function requestOfBody(body: unknown): OperationRequest {
  if (Array.isArray(body)) {
    const remedy = 'Send one operation a request; HTTP keeps the connection open between them.';
    throw new ClientError('BATCHING_OFF', 'Operations are not taken in batches', { remedy });
  }
  if (!isMap(body)) throw unreadable('The body of the request is no JSON object');
  for (const name of TEXTS) {
    const value = body[name];
    if (value !== undefined && value !== null && typeof value !== 'string') throw notA('text', name);
  }
  for (const name of MAPS) {
    const value = body[name];
    if (value !== undefined && value !== null && !isMap(value)) throw notA('object', name);
  }
  return body;
}

/** The parameters of an address, variables and extensions as JSON. Throws `BODY_INVALID` as a body does. */
export function requestOfAddress(app: FastifyInstance, sent: unknown): OperationRequest {
  const parameters = { ...(sent as Record<string, string | string[]>) };
  const request: Record<string, unknown> = {};
  for (const name of [...TEXTS, ...MAPS]) {
    const value = parameters[name];
    if (Array.isArray(value)) throw unreadable(`The parameter ${name} is given ${value.length} times`, name);
    if (value === undefined || value === '') continue;
    request[name] = MAPS.some((map) => map === name) ? jsonOf(app, name, value) : value;
  }
  return requestOfBody(request);
}

const asked = new WeakMap<FastifyRequest, OperationRequest>();

/** Keeps what a request asks for those who look at it later. */
export const keepAsked = (request: FastifyRequest, what: OperationRequest): unknown => asked.set(request, what);

/** What a request asks, once its parameters were checked; nothing over a WebSocket. */
export const askedBy = (request: FastifyRequest | undefined): OperationRequest => (request && asked.get(request)) ?? {};

type JsonParser = (request: undefined, text: string, done: (error: Error | null, value?: unknown) => void) => void;

/** Read as a body is, what would change the prototype of an object refused. */
function jsonOf(app: FastifyInstance, name: string, text: string): unknown {
  let read: unknown;
  const parse = app.getDefaultJsonParser('error', 'error') as unknown as JsonParser;
  parse(undefined, text, (error, value) => {
    if (error) throw unreadable(`The parameter ${name} is not JSON`, name);
    read = value;
  });
  return read;
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const notA = (what: string, name: string): ClientError => unreadable(`The parameter ${name} is no ${what}`, name);

/** The error of a request that is not of the form of GraphQL over HTTP. */
export const unreadable = (message: string, parameter?: string): ClientError =>
  new ClientError('BODY_INVALID', message, {
    ...(parameter === undefined ? {} : { parameter }),
    remedy:
      'Send a JSON object with query (text) or documentId (text), and if needed variables (object), operationName (text), extensions (object).',
  });
