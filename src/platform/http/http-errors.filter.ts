import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ClientError } from '../graphql/client-error.js';
import { answerError } from './answer.js';
import { GRAPHQL_PATH } from './request.js';

/** Answers what the framework refuses outside of GraphQL, such as an unknown address, in the form of all errors. */
@Catch(HttpException)
export class HttpErrors implements ExceptionFilter<HttpException> {
  catch(exception: HttpException, host: ArgumentsHost): void {
    if (host.getType<string>() === 'graphql') throw exception;
    const status = exception.getStatus();
    const remedy = `The door is at ${GRAPHQL_PATH}; the state of the service is at /health/ready.`;
    const code = status === 404 ? 'NOT_FOUND' : 'BODY_INVALID';
    answerError(
      host.switchToHttp().getResponse<FastifyReply>(),
      status,
      new ClientError(code, exception.message, { remedy }),
    );
  }
}
