import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { Refusal } from '@baton/decider';
import { StoreFailed, TooLarge } from '@baton/event-store';
import { ViewBehind, ViewStoreFailed } from '@baton/projections';
import { CommandFailed } from '../commands/command-failed.js';
import { ClientError, type ErrorCode } from './client-error.js';
import { LIMITS } from './limits.js';
import { problemOfLiteral } from './wrong-arguments.js';

/** How an error reaches the caller, and whether it is one of ours that must be logged. */
export interface Answered {
  readonly error: GraphQLFormattedError;
  readonly status: number;
  /** True when the request was in order and the operation in it was not. */
  readonly ofOperation: boolean;
  /** True when nobody expected it, or when the service itself is in trouble: written to the log with its cause. */
  readonly ours: boolean;
}

/**
 * Puts an error into words for the caller: a code, a message and what to do. Nothing of the inside is told; an error
 * that nobody expected becomes `INTERNAL` with the correlation id to quote.
 */
export function answerOf(error: unknown, correlationId: string): Answered[] {
  const cause = (error instanceof GraphQLError ? error.originalError : undefined) ?? error;
  const several = severalOf(cause);
  if (several) return several.flatMap((one) => answerOf(one, correlationId));
  const at = error instanceof GraphQLError ? error : undefined;
  const told = tell(cause, at, correlationId);
  const { status, ours, message, ...extensions } = told;
  // An error of a compiled operation has its place, but not the nodes of the text.
  const locations = at?.locations?.length ? { locations: at.locations } : {};
  const path = at?.path ? { path: at.path } : {};
  return [
    { error: { message, ...locations, ...path, extensions }, status, ofOperation: OF_OPERATION.has(told.code), ours },
  ];
}

/** What is wrong with the text of an operation or its variables, not with the request that brought them. */
const OF_OPERATION: ReadonlySet<string> = new Set([
  'SYNTAX',
  'VALIDATION',
  'QUERY_TOO_DEEP',
  'QUERY_TOO_COSTLY',
  'QUERY_TOO_LONG',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'OPERATION_NOT_REGISTERED',
] satisfies ErrorCode[]);

interface Told extends Record<string, unknown> {
  readonly code: string;
  readonly message: string;
  readonly status: number;
  readonly ours: boolean;
}

function tell(cause: unknown, at: GraphQLError | undefined, correlationId: string): Told {
  if (cause instanceof ClientError) {
    return { ...cause.extensions, code: cause.code, message: cause.message, status: statusOf(cause.code), ours: false };
  }
  if (cause instanceof Refusal) {
    return { ...cause.details, code: String(cause.code), message: cause.message, status: 200, ours: false };
  }
  if (cause instanceof TooLarge) {
    return { code: 'TOO_LARGE', message: cause.message, status: 200, ours: false };
  }
  if (cause instanceof ViewBehind) {
    const { wanted, behind } = cause;
    const remedy = 'Ask again in a moment, or without atLeast to get what is there.';
    const message = `Position ${wanted} is not in the view yet`;
    return { code: 'VIEW_BEHIND', message, remedy, behind, status: 200, ours: cause.failure !== undefined };
  }
  if (cause instanceof ViewStoreFailed) return viewTrouble(cause, correlationId);
  if (cause instanceof StoreFailed) return storeTrouble(cause, correlationId);
  const http = ofHttp(cause);
  if (http) return http;
  if (cause instanceof GraphQLError && cause.path === undefined) return ofGraphQL(cause);
  if (at && extensionsOf(at)['code'] !== undefined && at.originalError === undefined) return ofGraphQL(at);
  return {
    code: 'INTERNAL',
    message: `Something went wrong here that should not. Quote ${correlationId} when you report it.`,
    remedy: 'Try again; if it happens again, report it with the correlation id.',
    correlationId,
    status: 500,
    ours: true,
  };
}

/** An error of a compiled operation may have none, whatever its type says. */
const extensionsOf = (error: GraphQLError): Record<string, unknown> =>
  (error.extensions as Record<string, unknown> | undefined) ?? {};

/** What GraphQL itself finds wrong with an operation or its variables. */
function ofGraphQL(error: GraphQLError): Told {
  const { code, fields, ...facts } = extensionsOf(error);
  if (typeof code === 'string') return { ...facts, code, message: error.message, status: 400, ours: false };
  if (error.message.includes('tokens. Parsing aborted')) {
    const message = `The operation is longer than ${LIMITS.tokens} words and signs`;
    return { code: 'QUERY_TOO_LONG', message, remedy: 'Send several operations.', status: 400, ours: false };
  }
  const syntax = error.message.startsWith('Syntax Error');
  const problem = syntax ? undefined : problemOfLiteral(error);
  const wrong = fields ?? (problem && [problem]);
  return {
    ...(wrong === undefined ? {} : { fields: wrong }),
    code: syntax ? 'SYNTAX' : 'VALIDATION',
    message: error.message,
    remedy: syntax ? 'Correct the operation at the place named in locations.' : remedyOf(error.message),
    status: 400,
    ours: false,
  };
}

/** What stands beside the input is looked for in it. */
function remedyOf(message: string): string {
  const [, name] =
    /Field "(commandId|expectedRevision|occurredAt)" is not defined by type "\w+Input"/.exec(message) ?? [];
  return name === undefined
    ? 'Correct what the message names; the schema says what there is.'
    : `Give ${name} as an argument beside input, not within it: (input: {…}, ${name}: …).`;
}

/**
 * What the log says of an error: of a failure that explains itself its words and what lies beneath, of any other the
 * error with its stack.
 */
export function loggedAs(error: unknown): object {
  if (!(error instanceof StoreFailed || error instanceof ViewStoreFailed)) return { err: error };
  const { code: reason, message: failure, cause } = error;
  return { reason, failure, ...(cause instanceof Error ? { cause: cause.message } : {}) };
}

function storeTrouble(failure: StoreFailed, correlationId: string): Told {
  const unknown = failure.code === 'STORE_IO';
  const commandId = failure instanceof CommandFailed ? failure.commandId : undefined;
  const again = commandId === undefined ? 'ask again' : `send it again with commandId: "${commandId}"`;
  const outcome = unknown ? 'It is not known whether anything was stored' : 'Nothing was stored';
  return {
    code: 'STORE_FAILED',
    reason: failure.code,
    message: `The service cannot read or write its events at the moment (${failure.code}). ${outcome}.`,
    remedy: `Tell whoever runs Baton, quoting ${correlationId}; then ${again}.`,
    correlationId,
    ...(commandId === undefined ? {} : { commandId }),
    status: 503,
    ours: true,
  };
}

function viewTrouble({ code }: ViewStoreFailed, correlationId: string): Told {
  return {
    code: 'VIEW_FAILED',
    reason: code,
    message: `The service cannot read its views at the moment (${code}). Nothing is lost: they are built from the events.`,
    remedy: `Tell whoever runs Baton, quoting ${correlationId}.`,
    correlationId,
    status: 503,
    ours: true,
  };
}

const OF_HTTP: Readonly<Record<string, { code: ErrorCode; status: number; message: string; remedy: string }>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    code: 'BODY_TOO_LARGE',
    status: 413,
    message: `The request is larger than ${LIMITS.bodyBytes} bytes`,
    remedy: 'Send less at once; keep documents elsewhere and refer to them.',
  },
};
const NOT_READABLE = {
  code: 'BODY_INVALID',
  status: 400,
  message: 'The body of the request cannot be read',
  remedy: 'Send a JSON object with query (text), variables (object) and operationName (text).',
} as const;

/** What Fastify or Mercurius find wrong with the request before GraphQL sees it. */
function ofHttp(cause: unknown): Told | undefined {
  if (!(cause instanceof Error)) return undefined;
  const { code = '' } = cause as { code?: string };
  const known = OF_HTTP[code];
  if (known) return { ...known, ours: false };
  const status = (cause as { statusCode?: number }).statusCode ?? 500;
  const ofTheCaller = code.startsWith('FST_') && status >= 400 && status < 500;
  return ofTheCaller
    ? { ...NOT_READABLE, message: `${NOT_READABLE.message}: ${cause.message}`, status, ours: false }
    : undefined;
}

/** The errors that one stands for, where it stands for several. */
export function severalOf(cause: unknown): readonly unknown[] | undefined {
  const { errors } = (cause ?? {}) as { errors?: unknown };
  return cause instanceof Error && Array.isArray(errors) && errors.length > 0 ? errors : undefined;
}

function statusOf(code: ErrorCode): number {
  switch (code) {
    case 'UNAUTHENTICATED':
      return 401;
    case 'METHOD_NOT_ALLOWED':
      return 405;
    case 'NOT_ACCEPTABLE':
      return 406;
    case 'ADDRESS_TOO_LONG':
      return 414;
    case 'MEDIA_TYPE_UNSUPPORTED':
      return 415;
    case 'VALIDATION':
    case 'QUERY_TOO_COSTLY':
    case 'PERSISTED_QUERY_NOT_FOUND':
    case 'PERSISTED_QUERY_NOT_SUPPORTED':
    case 'PERSISTED_QUERY_MISMATCH':
    case 'OPERATION_NOT_REGISTERED':
    case 'BATCHING_OFF':
    case 'TRANSPORT_WRONG':
    case 'BODY_INVALID':
      return 400;
    default:
      return 200;
  }
}
