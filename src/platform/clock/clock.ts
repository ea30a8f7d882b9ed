/** The service's clock: the only place the application takes the time from. */
export interface Clock {
  /** The instant, UTC ISO 8601 with milliseconds. */
  now(): string;
}

/** The token under which the clock is injected; a test gives it a clock of its own. */
export const CLOCK = Symbol('CLOCK');

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date().toISOString() };
