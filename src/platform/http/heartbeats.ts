/** The token under which the heartbeats are injected; a test gives its own. */
export const HEARTBEATS = Symbol('HEARTBEATS');

/** Calls back again and again. */
export interface Heartbeats {
  /** @returns how to end it */
  start(beat: () => void): () => void;
}

const EVERY_MS = 15_000;

/** A beat every 15 seconds: often enough for proxies that close what is silent for half a minute. */
export const quarterMinute: Heartbeats = {
  start: (beat) => {
    const timer = setInterval(beat, EVERY_MS);
    timer.unref();
    return () => clearInterval(timer);
  },
};
