import type { MercuriusDriverConfig } from '@nestjs/mercurius';
import { DoorDriver } from './door-driver.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { getOperationAST, GraphQLError, OperationTypeNode, type DocumentNode, type ExecutionResult } from 'graphql';
import type { AccessGuard } from '../access/access-guard.js';
import { guardSchema } from '../access/guarded-schema.js';
import type { RequestContext } from '../auth/caller.js';
import { GRAPHQL_PATH } from '../http/request.js';
import type { Log } from '../logging/log.js';
import { ClientError } from './client-error.js';
import { limitCost } from './cost.js';
import { answerOf, type Answered } from './error-answer.js';
import { limitRules, LIMITS } from './limits.js';
import { answerTypeOf, JSON_RESPONSE, type AnswerType } from './media-type.js';

/** What every resolver is handed: who asks. */
interface DoorContext {
  readonly asking: RequestContext | undefined;
}

/** How the GraphQL door is set up: compiled queries, limits, errors with codes, no batches. */
export function graphqlOptions(log: Log, guard: AccessGuard): MercuriusDriverConfig {
  return {
    driver: DoorDriver,
    path: GRAPHQL_PATH,
    autoSchemaFile: true,
    transformSchema: (schema) => guardSchema(schema, guard),
    buildSchemaOptions: { noDuplicatedFields: true },
    // Compiled from the second time on that the same operation is asked.
    jit: 1,
    graphiql: false,
    allowBatchedQueries: false,
    graphql: { parseOptions: { maxTokens: LIMITS.tokens } },
    validationRules: [...limitRules],
    // Parameters are checked by `checkAtTheDoor`; Mercurius' schemas would make a text of the number 0, and its
    // serializer texts of the numbers of a path.
    additionalRouteOptions: { schema: {} },
    context: ({ asking }: FastifyRequest): DoorContext => ({ asking }),
    errorFormatter: (execution, context) => formatted(execution, context, log),
    hooks: {
      preExecution: (schema, document, context, variables) => {
        const { body, query } = context.reply?.request ?? {};
        const { operationName } = (body ?? query ?? {}) as { operationName?: string | null };
        // Absent or null where the request has none, whatever its type says.
        const given = (variables as Record<string, unknown> | null | undefined) ?? {};
        refuseSubscription(document, operationName ?? undefined);
        limitCost(schema, document, given, operationName ?? undefined);
      },
    },
  };
}

/** A subscription goes on, which one answer cannot. Throws `TRANSPORT_WRONG`. */
function refuseSubscription(document: DocumentNode, operationName: string | undefined): void {
  if (getOperationAST(document, operationName)?.operation !== OperationTypeNode.SUBSCRIPTION) return;
  const remedy = 'Subscribe over a WebSocket (graphql-transport-ws) at the same address, or follow /feeds/cases.';
  throw new ClientError('TRANSPORT_WRONG', 'A subscription is not answered over HTTP', { remedy });
}

function formatted({ data, errors = [] }: ExecutionResult, context: object, log: Log) {
  const { reply } = context as { reply?: FastifyReply };
  const correlationId = reply?.request.id ?? 'unknown';
  const answers = errors.flatMap((error) => {
    const answered = answerOf(error, correlationId);
    for (const { error: told, ours } of answered) {
      if (!ours) continue;
      const err = error instanceof GraphQLError ? (error.originalError ?? error) : error;
      log.error({ err, correlationId, path: told.path, code: told.extensions?.['code'] }, 'an operation failed');
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

/**
 * The status of an answer without data. In the older form it is 200 whenever the request itself was in order, in the
 * newer one never.
 */
const statusOf = (answers: readonly Answered[], type: AnswerType): number =>
  type === JSON_RESPONSE
    ? Math.max(200, ...answers.map(({ status, ofOperation }) => (ofOperation ? 200 : status)))
    : Math.max(400, ...answers.map(({ status }) => status));
