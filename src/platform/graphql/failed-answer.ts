import type { FastifyReply } from 'fastify';
import { GraphQLError, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { Log } from '../logging/log.js';
import { answerOf, loggedAs, severalOf, type Answered } from './error-answer.js';
import { answerTypeOf, JSON_RESPONSE, type AnswerType } from './media-type.js';
import { askedBy } from './operation-request.js';
import { errorsOfVariables } from './wrong-arguments.js';

interface Context {
  readonly reply?: FastifyReply;
  readonly app?: { readonly graphql: { readonly schema: GraphQLSchema } };
}

/**
 * The answer to an operation with errors, and its status. One that was carried out has data and 200; one that was not
 * has no data. Errors that are ours are written to the log, once.
 */
export function failedAnswer({ data, errors = [] }: ExecutionResult, context: object, log: Log) {
  const { reply, app } = context as Context;
  const correlationId = reply?.request.id ?? 'unknown';
  const found = data === undefined && app ? inVariables(app.graphql.schema, reply, errors) : undefined;
  const answers = (found ?? errors).flatMap((error) => {
    const answered = answerOf(error, correlationId);
    for (const { error: told, ours } of answered) {
      if (!ours) continue;
      const err = error instanceof GraphQLError ? (error.originalError ?? error) : error;
      const facts = { correlationId, path: told.path, code: told.extensions?.['code'] };
      log.error({ ...loggedAs(err), ...facts }, 'an operation failed');
    }
    return answered;
  });
  const told = answers.map(({ error }) => error as GraphQLError);
  if (data !== undefined) return { statusCode: 200, response: { data, errors: told } };
  const type = answerTypeOf(reply?.request.headers.accept) ?? JSON_RESPONSE;
  // Fastify takes the type away from what it takes for an error of its own.
  reply?.type(`${type}; charset=utf-8`);
  return { statusCode: statusOf(answers, type), response: { errors: told } as ExecutionResult };
}

function inVariables(
  schema: GraphQLSchema,
  reply: FastifyReply | undefined,
  errors: readonly GraphQLError[],
): readonly GraphQLError[] | undefined {
  const told = errors.flatMap((error) => severalOf(error.originalError) ?? [error]);
  return errorsOfVariables(schema, askedBy(reply?.request), told as readonly Error[]);
}

/**
 * The status of an answer without data. In the older form it is 200 whenever the request itself was in order, in the
 * newer one never.
 */
const statusOf = (answers: readonly Answered[], type: AnswerType): number =>
  type === JSON_RESPONSE
    ? Math.max(200, ...answers.map(({ status, ofOperation }) => (ofOperation ? 200 : status)))
    : Math.max(400, ...answers.map(({ status }) => status));
