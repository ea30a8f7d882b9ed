import type { CaseEvent } from './concern.state.js';

/** Why a reader gets nothing more. */
export type EndOfFeed =
  { readonly kind: 'too-slow' } | { readonly kind: 'stopping' } | { readonly kind: 'failed'; readonly error: unknown };

/**
 * What waits for one reader: at most so many events, then it is cut off. The events themselves are shared by all
 * readers; a reader that is cut off holds none.
 */
export class FeedBuffer {
  private waiting: CaseEvent[] = [];
  private ended: EndOfFeed | undefined;
  private wake: (() => void) | undefined;

  constructor(private readonly size: number) {}

  /** How many events wait. */
  get length(): number {
    return this.waiting.length;
  }

  /** Adds an event; a reader for whom too many wait already is cut off. */
  push(event: CaseEvent): void {
    if (this.ended) return;
    if (this.waiting.length >= this.size) return this.end({ kind: 'too-slow' });
    this.waiting.push(event);
    this.wake?.();
  }

  /** Ends it: what waits is dropped, for its reader is told from where to go on. The first end counts. */
  end(why: EndOfFeed): void {
    if (this.ended) return;
    this.ended = why;
    this.waiting = [];
    this.wake?.();
  }

  /** The next event, waited for; the end where it has ended; undefined once the signal says so. For one reader alone. */
  async take(signal: AbortSignal): Promise<CaseEvent | EndOfFeed | undefined> {
    while (!signal.aborted) {
      if (this.ended) return this.ended;
      const next = this.waiting.shift();
      if (next) return next;
      await this.somethingNew(signal);
    }
    return undefined;
  }

  private async somethingNew(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.wake = wake;
      signal.addEventListener('abort', wake, { once: true });
    });
    this.wake = undefined;
  }
}
