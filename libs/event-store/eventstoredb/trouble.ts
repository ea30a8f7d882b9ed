import { ErrorType, isCommandError } from '@eventstore/db-client';

/** Codes of gRPC after which the outcome of a call is unknown, or the server not ready for it. */
const PASSING: ReadonlyMap<number, string> = new Map([
  [1, 'the server cancelled the call'],
  [2, 'the server is not ready'],
  [4, 'no answer came in time'],
  [8, 'the server is too busy'],
  [10, 'the server gave up in time'],
  [12, 'it does not know what is asked'],
  [13, 'the connection failed'],
  [14, 'no connection'],
  [15, 'the connection lost data'],
]);

/** What gRPC and OpenSSL put around what they have to say. */
const AROUND = new RegExp(
  [
    /^\d+ [A-Z_]+: /,
    /No connection established\. Last error: (Error: )?/,
    / \(\d{4}-\d\d-\d\dT[\d:.]+Z\)/,
    /[\dA-F]+:error:[\dA-F]+:[^:]+:\w*:/,
    /:\.\.\/deps\/\S*\s*/,
    /\.? Resolution note: .*$/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);

const told = (message: string): string => message.replace(AROUND, '').trim();

const DENIED = new Set([7, 16]);

/** No answer came in the time that was allowed. */
export class Silence extends Error {
  override readonly name = 'Silence';

  constructor(milliseconds: number) {
    super(`no answer within ${Math.round(milliseconds)} ms`);
  }
}

/** What stands between a call and its answer. */
export interface Trouble {
  /** The end of a sentence, for people. */
  readonly what: string;
  /** `passing`: the same call again may be answered. `denied`: the credentials are not accepted. */
  readonly kind: 'passing' | 'denied';
  /** Whether the client must be replaced by a fresh one; one that was told the leader goes there by itself. */
  readonly freshClient: boolean;
  /** Whether the client ever had a connection that could be closed. */
  readonly connected: boolean;
}

/**
 * What an error of the client means; undefined where it is an answer of the server, or a bug of ours. The client's errors
 * vary: those of a call have a type, some of them no code and no message; a node that is down is an `Error` with the code
 * of gRPC alone; and when no leader is found there is nothing but the message.
 */
export function troubleOf(error: unknown): Trouble | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof Silence) return passing(error.message);
  if (error.message.startsWith('Failed to discover')) return { ...passing('no node says who leads'), connected: false };
  const type = isCommandError(error) ? error.type : undefined;
  if (type === ErrorType.NOT_LEADER) return { ...passing('the node does not lead'), freshClient: false };
  const code = 'code' in error ? error.code : undefined;
  if (type === ErrorType.ACCESS_DENIED || DENIED.has(code as number)) {
    return { what: 'it does not accept the user and the password', kind: 'denied', freshClient: true, connected: true };
  }
  if (refusesPlace(error)) return { ...passing('it cannot read from there'), freshClient: false };
  if (type !== undefined && !PASSING_TYPES.has(type)) return undefined;
  const what = typeof code === 'number' ? PASSING.get(code) : type && 'the server is not ready';
  if (what) return passing(error.message ? `${what}: ${told(error.message)}` : what);
  return /channel (has been )?(shut ?down|closed)/i.test(error.message)
    ? passing('the connection was closed')
    : undefined;
}

/**
 * Whether the server says that it cannot read the log from where it was asked to. Up to 23.10 it says so of everything
 * that fails as it reads the log, later of a place that is none alone.
 */
export const refusesPlace = (error: unknown): boolean => error instanceof Error && NO_PLACE.test(error.message);

const NO_PLACE = /Unexpected (Filtered)?ReadAllResult: |read from an invalid position/;

/** The client's own types for what may pass; an answer has another type, or none. */
const PASSING_TYPES = new Set<string>([
  ErrorType.TIMEOUT,
  ErrorType.DEADLINE_EXCEEDED,
  ErrorType.UNAVAILABLE,
  ErrorType.CANCELLED,
  ErrorType.UNKNOWN,
]);

const passing = (what: string): Trouble => ({ what, kind: 'passing', freshClient: true, connected: true });
