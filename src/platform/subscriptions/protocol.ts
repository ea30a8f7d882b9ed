import { GraphQLError, type ExecutionResult, type FormattedExecutionResult, type GraphQLFormattedError } from 'graphql';
import { CloseCode, makeServer, type Context, type Server } from 'graphql-ws';
import { bearerOf } from '../auth/authentication.js';
import { IssuerUnreachable } from '../auth/issuer-keys.js';
import { TokenRefused, type TokenVerifier } from '../auth/verification.js';
import { wakeAt, type Clock } from '../clock/clock.js';
import { ClientError } from '../graphql/client-error.js';
import { answerOf } from '../graphql/error-answer.js';
import type { Log } from '../logging/log.js';
import type { Connection } from './connection.js';
import { SOCKET_LIMITS } from './limits.js';
import { OperationRefused, type Operations, type Prepared } from './operations.js';
import type { SocketWatch } from './socket-watch.js';

/** The protocol `graphql-transport-ws`, as it is spoken at the door. */
export type Protocol = Server<Connection>;

type Talk = Context<Record<string, unknown> | undefined, Connection>;

const SEND_TOKEN = 'send connection_init with the payload {"Authorization": "Bearer <token>"}';

/** Speaks the protocol: who asks, what may be asked, how errors are told. The rest is the library's. */
export function protocolOf(
  operations: Operations,
  verifier: TokenVerifier,
  watch: SocketWatch,
  clock: Clock,
  log: Log,
): Protocol {
  return makeServer<Record<string, unknown> | undefined, Connection>({
    connectionInitWaitTimeout: SOCKET_LIMITS.introductionMs,
    onConnect: (talk) => introduced(talk, verifier, watch, clock),
    onSubscribe: ({ extra, subscriptions }, id, payload) => {
      const { asking } = extra;
      if (clock.now() >= asking.until) {
        extra.close(CloseCode.Forbidden, 'Forbidden: your token has expired');
        return [
          new ClientError('UNAUTHENTICATED', 'Your token has expired', { remedy: 'Connect again with a new one.' }),
        ];
      }
      const tooOften = watch.operationOf(asking.by.agent);
      if (tooOften) return [tooOften];
      const count = Object.keys(subscriptions).length;
      if (count > SOCKET_LIMITS.operations) return [tooMany()];
      try {
        return operations.prepared(payload, { asking }, extra.teller(id));
      } catch (error) {
        if (error instanceof OperationRefused) return error.errors as readonly GraphQLError[];
        throw error;
      }
    },
    // The library tells what an iterator throws as the errors of the operation, what `subscribe` throws it does not take.
    subscribe: async (args) => {
      try {
        return await operations.subscribe(args as Prepared);
      } catch (error) {
        return failing(error);
      }
    },
    onNext: ({ extra }, _, __, ___, result) => formatted(result as Required<ExecutionResult>, extra.correlationId, log),
    onError: ({ extra }, _, __, errors) =>
      errors.flatMap((error) => {
        const { originalError } = error;
        const several = originalError instanceof OperationRefused ? originalError.errors : [error];
        return several.flatMap((one) => told(one, extra.correlationId, log));
      }),
  });
}

/** The code of WebSocket for a server that cannot at the moment. */
const TRY_AGAIN_LATER = 1013;

/** Whether the client has said who it is; one that has not is closed with 4401 and what is missing. */
async function introduced(
  { connectionParams, extra }: Talk,
  verifier: TokenVerifier,
  watch: SocketWatch,
  clock: Clock,
): Promise<boolean> {
  const sent = connectionParams?.['Authorization'] ?? connectionParams?.['authorization'];
  const header = sent ?? extra.request.headers.authorization;
  const token = typeof header === 'string' ? bearerOf(header) : undefined;
  if (token === undefined) {
    const what = header === undefined ? 'no token' : 'no bearer token';
    extra.close(CloseCode.Unauthorized, `Unauthorized: there is ${what}; ${SEND_TOKEN}`);
    return false;
  }
  try {
    const verified = await verifier.verify(token);
    extra.introduce(verified, (ring) => wakeAt(clock, verified.until, ring));
    return true;
  } catch (error) {
    if (error instanceof IssuerUnreachable) {
      extra.close(TRY_AGAIN_LATER, 'The identity provider cannot be reached: try again later');
      return false;
    }
    if (!(error instanceof TokenRefused)) throw error;
    watch.tokenRefused(extra.request);
    extra.close(CloseCode.Unauthorized, `Unauthorized: ${error.message}`);
    return false;
  }
}

const tooMany = (): ClientError =>
  new ClientError('TOO_MANY_OPERATIONS', `A socket carries ${SOCKET_LIMITS.operations} operations at most`, {
    remedy: 'Complete one of them first, or open another socket.',
    limit: SOCKET_LIMITS.operations,
  });

async function* failing(error: unknown): AsyncGenerator<ExecutionResult, void, void> {
  throw error;
}

/** A result with errors as the door tells it; undefined where it has none and goes out as it is. */
function formatted(
  { data, errors }: ExecutionResult,
  correlationId: string,
  log: Log,
): FormattedExecutionResult | undefined {
  return errors && { data: data ?? null, errors: errors.flatMap((error) => told(error, correlationId, log)) };
}

/** An error as the GraphQL door tells it; what is ours goes to the log. */
function told(error: unknown, correlationId: string, log: Log): GraphQLFormattedError[] {
  return answerOf(error, correlationId).map(({ error: said, ours }) => {
    const err = error instanceof GraphQLError ? (error.originalError ?? error) : error;
    if (ours) log.error({ err, correlationId, code: said.extensions?.['code'] }, 'an operation failed');
    return said;
  });
}
