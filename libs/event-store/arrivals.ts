/** Tells those who wait that something was stored: a count that only grows, and a wake-up for each who sleeps. */
export class Arrivals {
  private number = 0;
  private readonly sleepers = new Set<() => void>();

  /** How often something arrived: look, read, look again, and sleep only if it is still the same. */
  get count(): number {
    return this.number;
  }

  announce(): void {
    this.number += 1;
    for (const wake of [...this.sleepers]) wake();
  }

  /** Waits until something has arrived since `seen`, or until the signal. */
  async since(seen: number, signal: AbortSignal): Promise<void> {
    if (this.number !== seen || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        this.sleepers.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.sleepers.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}
