/** The service's clock: the only place the application takes the time from. */
export interface Clock {
  /** The instant, UTC ISO 8601 with milliseconds. */
  now(): string;
  /** Calls back once an instant has come, as `wakeAt` does: for a clock that a test moves, which no timer follows. */
  wakeAt?(instant: string, ring: () => void): () => void;
}

/** The token under which the clock is injected; a test gives it a clock of its own. */
export const CLOCK = Symbol('CLOCK');

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date().toISOString() };

/** The longest a timer of Node waits, milliseconds; a longer one would ring at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Calls back once the clock has reached an instant, never before; at once where it has passed already. It does not
 * keep the process alive.
 * @returns how to call it off
 */
export function wakeAt(clock: Clock, instant: string, ring: () => void): () => void {
  if (clock.wakeAt) return clock.wakeAt(instant, ring);
  let timer: NodeJS.Timeout | undefined;
  const wait = (): void => {
    const left = Date.parse(instant) - Date.parse(clock.now());
    if (left <= 0) return ring();
    timer = setTimeout(wait, Math.min(left, LONGEST_TIMER));
    timer.unref();
  };
  wait();
  return () => clearTimeout(timer);
}
