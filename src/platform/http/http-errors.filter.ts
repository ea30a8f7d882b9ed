import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { METHODS } from '../graphql/door-checks.js';
import { ClientError } from '../graphql/client-error.js';
import { answerError } from './answer.js';
import { GRAPHQL_PATH } from './request.js';

/** Answers what the framework refuses outside of GraphQL, such as an unknown address, in the form of all errors. */
@Catch(HttpException)
export class HttpErrors implements ExceptionFilter<HttpException> {
  catch(exception: HttpException, host: ArgumentsHost): void {
    if (host.getType<string>() === 'graphql') throw exception;
    const status = exception.getStatus();
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    if (status === 404 && pathOf(http.getRequest<FastifyRequest>()) === GRAPHQL_PATH) return otherMethod(reply);
    const remedy = `The door is at ${GRAPHQL_PATH}; the state of the service is at /health/ready.`;
    const code = status === 404 ? 'NOT_FOUND' : 'BODY_INVALID';
    answerError(reply, status, new ClientError(code, exception.message, { remedy }));
  }
}

const pathOf = ({ url }: FastifyRequest): string => url.split('?', 1)[0] ?? '';

/** There is a door, but not for this method. */
function otherMethod(reply: FastifyReply): void {
  reply.header('allow', METHODS);
  if (reply.request.method === 'OPTIONS') return void reply.code(204).send();
  const remedy = 'Send the operation with POST.';
  const message = `The door does not know ${reply.request.method}`;
  answerError(reply, 405, new ClientError('METHOD_NOT_ALLOWED', message, { remedy }));
}
