import type { FastifyReply } from 'fastify';
import type { ClientError } from '../graphql/client-error.js';
import { answerOf, loggedAs } from '../graphql/error-answer.js';
import { answerTypeOf, JSON_RESPONSE } from '../graphql/media-type.js';
import type { Log } from '../logging/log.js';
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

const STATUS: Readonly<Record<string, number>> = { TOO_MANY_READERS: 503 };

/** Answers what went wrong at an address outside of GraphQL as GraphQL tells it; what is ours goes to the log. */
export function answerFailure(reply: FastifyReply, error: unknown, log: Log): void {
  const correlationId = reply.request.id;
  const answered = answerOf(error, correlationId);
  const told = answered.map(({ error: { message, extensions } }) => ({ message, extensions }));
  const code = String(told[0]?.extensions?.['code']);
  if (answered.some(({ ours }) => ours)) log.error({ ...loggedAs(error), correlationId, code }, 'a request failed');
  const status = STATUS[code] ?? Math.max(400, ...answered.map((one) => one.status));
  void reply.code(status).type(`${JSON_RESPONSE}; charset=utf-8`).send({ errors: told });
}
