import type { MercuriusDriverConfig } from '@nestjs/mercurius';
import { DoorDriver } from './door-driver.js';
import type { FastifyRequest } from 'fastify';
import { GraphQLError, type ExecutionResult } from 'graphql';
import type { RequestContext } from '../auth/caller.js';
import { GRAPHQL_PATH } from '../http/request.js';
import type { Log } from '../logging/log.js';
import { limitCost } from './cost.js';
import { answerOf } from './error-answer.js';
import { limitRules, LIMITS } from './limits.js';

/** What every resolver is handed: who asks. */
interface DoorContext {
  readonly asking: RequestContext | undefined;
}

/** How the GraphQL door is set up: compiled queries, limits, errors with codes, no batches. */
export function graphqlOptions(log: Log): MercuriusDriverConfig {
  return {
    driver: DoorDriver,
    path: GRAPHQL_PATH,
    autoSchemaFile: true,
    buildSchemaOptions: { noDuplicatedFields: true },
    // Compiled from the second time on that the same operation is asked.
    jit: 1,
    graphiql: false,
    allowBatchedQueries: false,
    graphql: { parseOptions: { maxTokens: LIMITS.tokens } },
    validationRules: [...limitRules],
    // Mercurius' own serializer writes the numbers of a path as texts.
    additionalRouteOptions: { serializerCompiler: () => JSON.stringify },
    context: ({ asking }: FastifyRequest): DoorContext => ({ asking }),
    errorFormatter: (execution, context) => formatted(execution, correlationIdOf(context), log),
    hooks: {
      preExecution: (schema, document, context, variables) => {
        const { operationName } = (context.reply?.request.body ?? {}) as { operationName?: string | null };
        // Absent or null where the request has none, whatever its type says.
        const given = (variables as Record<string, unknown> | null | undefined) ?? {};
        limitCost(schema, document, given, operationName ?? undefined);
      },
    },
  };
}

function formatted({ data, errors = [] }: ExecutionResult, correlationId: string, log: Log) {
  const answers = errors.flatMap((error) => {
    const answered = answerOf(error, correlationId);
    for (const { error: told, ours } of answered) {
      if (!ours) continue;
      const err = error instanceof GraphQLError ? (error.originalError ?? error) : error;
      log.error({ err, correlationId, path: told.path, code: told.extensions?.['code'] }, 'an operation failed');
    }
    return answered;
  });
  const executed = data !== undefined;
  return {
    statusCode: executed ? 200 : Math.max(200, ...answers.map(({ status }) => status)),
    response: { data: data ?? null, errors: answers.map(({ error }) => error as GraphQLError) },
  };
}

const correlationIdOf = (context: object): string => {
  const { reply } = context as { reply?: { request: FastifyRequest } };
  return reply?.request.id ?? 'unknown';
};
