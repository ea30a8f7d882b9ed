import { GraphQLError } from 'graphql';

/** Codes of errors that are no business refusal: something is wrong with the request or with the service. */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'TOO_MANY_REQUESTS'
  | 'INTROSPECTION_OFF'
  | 'IDENTITY_PROVIDER_UNREACHABLE'
  | 'SYNTAX'
  | 'VALIDATION'
  | 'INPUT_INVALID'
  | 'QUERY_TOO_DEEP'
  | 'QUERY_TOO_COSTLY'
  | 'QUERY_TOO_LONG'
  | 'PERSISTED_QUERY_NOT_FOUND'
  | 'PERSISTED_QUERY_NOT_SUPPORTED'
  | 'PERSISTED_QUERY_MISMATCH'
  | 'OPERATION_NOT_REGISTERED'
  | 'BATCHING_OFF'
  | 'METHOD_NOT_ALLOWED'
  | 'NOT_ACCEPTABLE'
  | 'MEDIA_TYPE_UNSUPPORTED'
  | 'ADDRESS_TOO_LONG'
  | 'ADDRESS_INVALID'
  | 'HEADERS_TOO_LARGE'
  | 'REQUEST_TIMEOUT'
  | 'REQUEST_INVALID'
  | 'BODY_TOO_LARGE'
  | 'BODY_INVALID'
  | 'NOT_FOUND'
  | 'TOO_MANY_READERS'
  | 'TOO_MANY_SOCKETS'
  | 'TOO_MANY_OPERATIONS'
  | 'TRANSPORT_WRONG'
  | 'VIEW_BEHIND'
  | 'CURSOR_INVALID'
  | 'STOPPING'
  | 'STORE_FAILED'
  | 'INTERNAL';

export interface ErrorFacts {
  /** What the caller can do about it, one sentence. */
  readonly remedy?: string;
  readonly [fact: string]: unknown;
}

/** Something is wrong with what the caller sent: the message and the code reach him as they are. */
export class ClientError extends GraphQLError {
  constructor(
    readonly code: ErrorCode,
    message: string,
    facts: ErrorFacts = {},
  ) {
    super(message, { extensions: { code, ...facts } });
  }
}
