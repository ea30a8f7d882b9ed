import type { MercuriusDriverConfig } from '@nestjs/mercurius';
import { DoorDriver } from './door-driver.js';
import type { FastifyRequest } from 'fastify';
import { getOperationAST, OperationTypeNode, type DocumentNode } from 'graphql';
import type { AccessGuard } from '../access/access-guard.js';
import { guardSchema } from '../access/guarded-schema.js';
import { recordReads } from '../access/recorded-reads.js';
import type { RequestContext } from '../auth/caller.js';
import { GRAPHQL_PATH } from '../http/request.js';
import type { Telemetry } from '../telemetry/telemetry.js';
import { fieldWatch } from '../telemetry/field-watch.js';
import { ClientError } from './client-error.js';
import type { Settings } from '../config/settings.js';
import { limitCost } from './cost.js';
import { failedAnswer } from './failed-answer.js';
import { introspectionOff, keepToItself } from './introspection.js';
import { limitRules, LIMITS } from './limits.js';
import { askedBy } from './operation-request.js';
import { variablesFit } from './wrong-arguments.js';

/** What every resolver is handed: who asks. */
interface DoorContext {
  readonly asking: RequestContext | undefined;
}

/** How the GraphQL door is set up: compiled queries, limits, errors with codes, no batches. */
export function graphqlOptions(
  telemetry: Telemetry,
  guard: AccessGuard,
  { introspection }: Pick<Settings, 'introspection'>,
): MercuriusDriverConfig {
  return {
    driver: DoorDriver,
    path: GRAPHQL_PATH,
    autoSchemaFile: true,
    transformSchema: (schema) => {
      const guarded = guardSchema(recordReads(schema, guard.recorder), guard, fieldWatch(telemetry));
      return introspection ? guarded : keepToItself(guarded);
    },
    // Mercurius refuses a schema that is not valid; Nest's own check would ask it for all of itself at every start.
    buildSchemaOptions: { noDuplicatedFields: true, skipCheck: true },
    // Compiled from the second time on that the same operation is asked.
    jit: 1,
    graphiql: false,
    allowBatchedQueries: false,
    graphql: {
      parseOptions: { maxTokens: LIMITS.tokens },
      // Handed to graphql-js as it is; the type is older.
      validateOptions: { hideSuggestions: !introspection } as object,
    },
    validationRules: introspection ? [...limitRules] : [...limitRules, introspectionOff],
    // Parameters are checked by `checkAtTheDoor`; Mercurius' schemas would make a text of the number 0, and its
    // serializer texts of the numbers of a path.
    additionalRouteOptions: { schema: {} },
    context: ({ asking }: FastifyRequest): DoorContext => ({ asking }),
    errorFormatter: (execution, context) => failedAnswer(execution, context, telemetry.log),
    hooks: {
      preExecution: (schema, document, context, variables) => {
        const { operationName } = askedBy(context.reply?.request);
        // Absent or null where the request has none, whatever its type says.
        const given = (variables as Record<string, unknown> | null | undefined) ?? {};
        refuseSubscription(document, operationName ?? undefined);
        // Named as changed, a document is not run compiled: graphql-js ends at the 50th wrong value, compiled code not.
        if (!variablesFit(schema, document, given, operationName ?? undefined)) return { document };
        limitCost(schema, document, given, operationName ?? undefined);
        return undefined;
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
