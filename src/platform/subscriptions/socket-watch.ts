import type { IncomingMessage } from 'node:http';
import type { ClientError } from '../graphql/client-error.js';

/** Why an upgrade is not taken. */
export interface TurnedAway {
  /** `403 Forbidden` */
  readonly status: string;
  /** What is told: a code, a message and what to do. */
  readonly error: ClientError;
}

/** Who looks at what clients do over sockets, and counts it with what they do elsewhere. */
export interface SocketWatch {
  /** What counts as one address, of a proxy's client too. */
  addressOf(request: IncomingMessage): string;
  /** Counts an upgrade; why it is not taken. */
  turnedAway(request: IncomingMessage): TurnedAway | undefined;
  /** Counts an operation of an agent; what it is told where that is once too often. */
  operationOf(agent: string): ClientError | undefined;
  /** Counts a token that was not believed. */
  tokenRefused(request: IncomingMessage): void;
}
