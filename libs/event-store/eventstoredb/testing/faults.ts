import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import type { DoubleLog } from './double-log.js';

/** What a fault may do with a call: store what it brings, answer it, or fail it; nothing of it is silence. */
export interface Meeting {
  readonly store: () => void;
  /** Reads may be answered from another log than the server's own. */
  readonly tell: (log?: DoubleLog) => void;
  readonly fail: (error: ServiceError) => void;
}

/** What a call meets instead of its answer. */
export type Fault = (call: Meeting) => void;

/** An error as the server tells it. `exception` is the server's own name for it, with what belongs to that. */
export function rpcError(
  code: status,
  details: string,
  exception: Readonly<Record<string, string>> = {},
): ServiceError {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(exception)) metadata.set(key, value);
  return Object.assign(new Error(details), { code, details, metadata });
}

/** What a follower answers to whom only the leader will do. */
export function notLeader(leader: string): ServiceError {
  const [host = '', port = ''] = leader.split(':');
  return rpcError(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': port,
  });
}

/** Says nothing, and stores nothing. */
export const silence: Fault = () => undefined;

/** Stores, and the answer is lost. */
export const lostAnswer: Fault = ({ store }) => store();

/** Fails without having stored. */
export const failing =
  (code: status, details = 'told to fail', exception?: Readonly<Record<string, string>>): Fault =>
  ({ fail }) =>
    fail(rpcError(code, details, exception));

/** Stores, and fails all the same. */
export const failingAfterwards =
  (code: status): Fault =>
  ({ store, fail }) => {
    store();
    fail(rpcError(code, 'told to fail after it stored'));
  };
