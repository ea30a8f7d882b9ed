import type { Timer } from './waiting.js';

/**
 * A pause between two batches while the log keeps growing: what is stored meanwhile becomes one batch, instead of each
 * paying for a read, a transaction and the checkpoints of all views. Whoever waits for a position ends it.
 */
export class Breath {
  private wake: (() => void) | undefined;
  private hurried = 0;

  /** @param milliseconds 0 for no pause */
  constructor(
    private readonly milliseconds: number,
    private readonly timer: Timer,
  ) {}

  /** Resolves after the pause, or as soon as somebody is in a hurry or the signal says so. */
  async take(signal: AbortSignal): Promise<void> {
    if (this.milliseconds === 0 || this.hurried > 0 || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        this.wake = undefined;
        callOff();
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const callOff = this.timer(this.milliseconds, wake);
      this.wake = wake;
      signal.addEventListener('abort', wake);
    });
  }

  /** There is no pause until the work is done. */
  async hurry<T>(work: () => Promise<T>): Promise<T> {
    this.hurried += 1;
    this.wake?.();
    try {
      return await work();
    } finally {
      this.hurried -= 1;
    }
  }
}
