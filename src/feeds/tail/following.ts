import { defer, Observable, retry, tap, throwError, timer } from 'rxjs';
import { StartupError } from '../../platform/errors/startup-error.js';
import { Disconnected, receivedFrom, type Received } from './received.js';

/** Longest time between two attempts to come back, milliseconds. */
const LONGEST_WAIT_MS = 30_000;
const FIRST_WAIT_MS = 500;

export interface Following {
  /** The address of the feed, with what is asked of it. */
  readonly address: URL;
  readonly token: string;
  /** Says that the connection is lost, and that it is tried again. */
  readonly lost: (why: string) => void;
}

/**
 * What a service sends, across broken connections and restarts: it is come back to after the last event received, at
 * growing intervals up to half a minute. Fails where it was never reached, or does not take what is asked.
 */
export function following({ address, token, lost }: Following): Observable<Received> {
  let after: string | undefined;
  let reached = false;
  return defer(() => receivedFrom(address, token, after)).pipe(
    tap(({ id }) => {
      reached = true;
      if (id !== '') after = id;
    }),
    retry({
      resetOnSuccess: true,
      delay: (error: unknown, attempt) => {
        if (!(error instanceof Disconnected)) return throwError(() => error);
        if (!reached) return throwError(() => unreachable(address, error));
        lost(error.message);
        return timer(waitBefore(attempt));
      },
    }),
  );
}

/** Twice as long each time, and somewhat at random, so that not all come back at the same instant. */
const waitBefore = (attempt: number): number =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);

const unreachable = (address: URL, error: Error): StartupError =>
  new StartupError(
    'SERVICE_UNREACHABLE',
    `${address.origin} does not send its events: ${error.message}`,
    'Start the service (npm start), or give its address with --url or BATON_URL.',
  );
