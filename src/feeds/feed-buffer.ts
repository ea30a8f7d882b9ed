import type { FeedRun } from './feed-run.js';

/** Why a reader gets nothing more. */
export type EndOfFeed =
  | { readonly kind: 'too-slow' }
  | { readonly kind: 'stopping' }
  | { readonly kind: 'token-expired' }
  | { readonly kind: 'failed'; readonly error: unknown };

/** How much may wait for a reader. */
export interface BufferLimits {
  readonly events: number;
  /** Characters of the events as CloudEvents; a single run is taken whatever its size. */
  readonly size: number;
}

/**
 * What waits for one reader: at most so many events of at most such a size, then it is cut off. The events themselves
 * are held once for all readers; a reader that is cut off holds none.
 */
export class FeedBuffer {
  private waiting: FeedRun[] = [];
  private events = 0;
  private size = 0;
  private over: EndOfFeed | undefined;
  private wake: (() => void) | undefined;

  /** @param signal ends it without a word */
  constructor(
    private readonly limits: BufferLimits,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => this.wake?.(), { once: true });
  }

  /** Why it has ended, where it has. */
  get ended(): EndOfFeed | undefined {
    return this.over;
  }

  /** Adds a run; a reader for whom too much waits already is cut off. */
  push(run: FeedRun): void {
    if (this.over) return;
    const tooMany = this.events + run.events.length > this.limits.events;
    const tooLarge = this.waiting.length > 0 && this.size + run.size > this.limits.size;
    if (tooMany || tooLarge) return this.end({ kind: 'too-slow' });
    this.waiting.push(run);
    this.events += run.events.length;
    this.size += run.size;
    this.wake?.();
  }

  /** Ends it: what waits is dropped, for its reader is told from where to go on. The first end counts. */
  end(why: EndOfFeed): void {
    if (this.over) return;
    this.over = why;
    this.waiting = [];
    this.wake?.();
  }

  /** The next run, waited for; the end where it has ended; undefined once its signal says so. For one reader alone. */
  async take(): Promise<FeedRun | EndOfFeed | undefined> {
    while (!this.signal.aborted) {
      if (this.over) return this.over;
      const next = this.waiting.shift();
      if (next) {
        this.events -= next.events.length;
        this.size -= next.size;
        return next;
      }
      await new Promise<void>((resolve) => (this.wake = resolve));
      this.wake = undefined;
    }
    return undefined;
  }
}
