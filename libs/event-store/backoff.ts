import { setTimeout as wait } from 'node:timers/promises';

const FIRST_MS = 25;
const LONGEST_MS = 2000;

/** Waits that double from 25 ms to 2 s, each shortened by chance, so that those who failed together do not come again together. */
export class Backoff {
  private bound = FIRST_MS;

  /** Waits, at most so many milliseconds; ends at once at the signal, without a word. */
  async wait(signal?: AbortSignal, atMost = Infinity): Promise<void> {
    const milliseconds = Math.min(this.bound * (0.5 + Math.random() / 2), atMost);
    this.bound = Math.min(this.bound * 2, LONGEST_MS);
    try {
      await wait(milliseconds, undefined, signal ? { signal } : {});
    } catch (error) {
      if (!signal?.aborted) throw error;
    }
  }

  /** The next wait is a short one again. */
  reset(): void {
    this.bound = FIRST_MS;
  }
}
