/** What must be ended of what was started: in its time, or at once when this process exits before. */
export class Leaving {
  private readonly left: { readonly leave: () => Promise<unknown>; readonly abandon: () => void }[] = [];

  constructor() {
    // Before the folders go in which they work.
    process.prependOnceListener('exit', () => {
      for (const { abandon } of this.left.toReversed()) quietly(abandon);
    });
  }

  /**
   * What was said last is done first.
   * @param abandon the same without waiting for anything, where that is needed
   */
  later(leave: () => Promise<unknown>, abandon: () => void = () => undefined): void {
    this.left.push({ leave, abandon });
  }

  /** Ends all, also where one of them fails; throws the first failure then. */
  async leave(): Promise<void> {
    const failures: unknown[] = [];
    for (let last = this.left.at(-1); last; last = this.left.at(-1)) {
      await last.leave().catch((error: unknown) => failures.push(error));
      this.left.pop();
    }
    if (failures.length > 0) throw failures[0];
  }
}

/** Sends a signal to a process that may have ended. */
export function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // The others are to be ended too.
  }
}
