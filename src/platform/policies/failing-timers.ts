import type { Timer as After } from '@baton/projections';
import type { Timer } from './policy.js';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 15 * 60 * 1000;
/** How many that have failed before are tried again at the same time. */
const AT_ONCE = 4;

interface Failing {
  readonly timer: Timer;
  readonly failures: number;
  readonly callOff: () => void;
}

/** The timer of the process, which is not kept alive by it. */
const afterwards: After = (milliseconds, then) => {
  const timer = setTimeout(then, milliseconds).unref();
  return () => clearTimeout(timer);
};

/**
 * Timers whose command has failed. Each is tried again by itself, after pauses that double from a second to a quarter of
 * an hour, and in places of their own: however many fail, and however long that takes, the others do not wait for them.
 */
export class FailingTimers {
  private readonly failing = new Map<string, Failing>();
  private readonly ready: Timer[] = [];
  private readonly trying = new Set<Promise<void>>();

  /** @param again tries one; never rejects */
  constructor(
    private readonly again: (timer: Timer) => Promise<void>,
    private readonly after: After = afterwards,
  ) {}

  /** How many fail, by their policies. */
  counts(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { timer } of this.failing.values()) counts.set(timer.policy, (counts.get(timer.policy) ?? 0) + 1);
    return counts;
  }

  /** One has failed, for the first time or again. Returns how often by now. */
  failed(timer: Timer): number {
    const failures = (this.failing.get(timer.timerId)?.failures ?? 0) + 1;
    const callOff = this.after(Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS), () => {
      this.ready.push(timer);
      this.tryReady();
    });
    this.failing.set(timer.timerId, { timer, failures, callOff });
    return failures;
  }

  /** One fails no longer, or has no longer to be done. */
  over(timerId: string): void {
    this.failing.get(timerId)?.callOff();
    this.failing.delete(timerId);
  }

  /** Tries none any more; resolves once those being tried are through. */
  async stop(): Promise<void> {
    for (const timerId of [...this.failing.keys()]) this.over(timerId);
    this.ready.length = 0;
    await Promise.all(this.trying);
  }

  private tryReady(): void {
    while (this.trying.size < AT_ONCE) {
      const timer = this.ready.shift();
      if (!timer) return;
      if (!this.failing.has(timer.timerId)) continue;
      const trying = this.again(timer).finally(() => {
        this.trying.delete(trying);
        this.tryReady();
      });
      this.trying.add(trying);
    }
  }
}
