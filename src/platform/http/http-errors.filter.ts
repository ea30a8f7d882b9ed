import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ClientError } from '../graphql/client-error.js';
import { answerError } from './answer.js';
import { GRAPHQL_PATH } from './request.js';

/** Methods by which anything is asked here. */
const METHODS = ['GET', 'HEAD', 'POST'];

/** Answers what the framework refuses outside of GraphQL, such as an unknown address, in the form of all errors. */
@Catch(HttpException)
export class HttpErrors implements ExceptionFilter<HttpException> {
  catch(exception: HttpException, host: ArgumentsHost): void {
    if (host.getType<string>() === 'graphql') throw exception;
    const status = exception.getStatus();
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const path = pathOf(http.getRequest<FastifyRequest>());
    const allowed = METHODS.filter((method) => reply.server.hasRoute({ url: path, method }));
    const atTheDoor = path === GRAPHQL_PATH;
    if (status === 404 && allowed.length > 0 && (atTheDoor || reply.request.method !== 'OPTIONS')) {
      return otherMethod(reply, allowed.join(', '), atTheDoor);
    }
    const remedy = `The door is at ${GRAPHQL_PATH}; the state of the service is at /health/ready.`;
    const code = status === 404 ? 'NOT_FOUND' : 'BODY_INVALID';
    answerError(reply, status, new ClientError(code, exception.message, { remedy }));
  }
}

const pathOf = ({ url }: FastifyRequest): string => url.split('?', 1)[0] ?? '';

/** There is such an address, but not for this method. */
function otherMethod(reply: FastifyReply, allowed: string, atTheDoor: boolean): void {
  reply.header('allow', allowed);
  if (reply.request.method === 'OPTIONS') return void reply.code(204).send();
  const remedy = atTheDoor ? 'Send the operation with POST.' : `Ask with one of these: ${allowed}.`;
  const message = `${atTheDoor ? 'The door' : 'This address'} does not know ${reply.request.method}`;
  answerError(reply, 405, new ClientError('METHOD_NOT_ALLOWED', message, { remedy }));
}
