import type { FastifyReply } from 'fastify';
import type { ClientError } from '../graphql/client-error.js';

/** Answers a request that never reached GraphQL in the form in which GraphQL answers errors. */
export function answerError(reply: FastifyReply, status: number, error: ClientError): FastifyReply {
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send({ data: null, errors: [{ message: error.message, extensions: error.extensions }] });
}
