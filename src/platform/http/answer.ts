import type { FastifyReply } from 'fastify';
import type { ClientError } from '../graphql/client-error.js';
import { answerTypeOf, JSON_RESPONSE } from '../graphql/media-type.js';
import { GRAPHQL_PATH } from './request.js';

/** Answers a request that never reached GraphQL in the form in which GraphQL answers errors. */
export function answerError(reply: FastifyReply, status: number, error: ClientError): FastifyReply {
  const { headers, routeOptions } = reply.request;
  const type = routeOptions.url === GRAPHQL_PATH ? answerTypeOf(headers.accept) : undefined;
  return reply
    .code(status)
    .type(`${type ?? JSON_RESPONSE}; charset=utf-8`)
    .send({ errors: [{ message: error.message, extensions: error.extensions }] });
}
