/** Calls back after some milliseconds; returns how to call it off. Injected, so that specs need no clock. */
export type Timer = (milliseconds: number, then: () => void) => () => void;

/** The timer of the process. */
export const processTimer: Timer = (milliseconds, then) => {
  const timer = setTimeout(then, milliseconds);
  return () => clearTimeout(timer);
};

export interface Patience {
  /** How long to wait; for as long as it takes when absent. */
  readonly timeoutMs?: number;
  /** Ends the waiting: it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Those who wait for something to become so. They look when something is announced, never by themselves. */
export class Waiting {
  private readonly looks = new Set<() => void>();
  private givingUp = new Set<() => void>();

  constructor(private readonly timer: Timer = processTimer) {}

  /** Resolves once `done` says so; rejects with `late()` when it takes too long or nothing will come any more. */
  until(done: () => boolean, { timeoutMs, signal }: Patience, late: () => Error): Promise<void> {
    return new Promise((resolve, reject) => {
      if (done()) return resolve();
      if (signal?.aborted) return reject(signal.reason as Error);
      if (timeoutMs !== undefined && timeoutMs <= 0) return reject(late());
      const end = (settle: () => void): void => {
        this.looks.delete(look);
        this.givingUp.delete(giveUp);
        callOff?.();
        signal?.removeEventListener('abort', aborted);
        settle();
      };
      const look = (): void => {
        try {
          if (done()) end(resolve);
        } catch (error) {
          // Whoever asked wrongly hears it, not whoever announced.
          end(() => reject(error as Error));
        }
      };
      const giveUp = (): void => end(() => reject(late()));
      const aborted = (): void => end(() => reject(signal?.reason as Error));
      const callOff = timeoutMs === undefined ? undefined : this.timer(timeoutMs, giveUp);
      this.looks.add(look);
      this.givingUp.add(giveUp);
      signal?.addEventListener('abort', aborted);
    });
  }

  /** Something has changed: everybody looks. */
  announce(): void {
    for (const look of [...this.looks]) look();
  }

  /** Nothing will change any more: everybody who still waits is refused. */
  giveUp(): void {
    for (const giveUp of [...this.givingUp]) giveUp();
  }
}
