import type { StoreFailed } from '../errors.js';
import { closedStore } from '../reading.js';
import { isEngineError, isFatal, storeFailure } from './failures.js';

/** Whether the store may still be used: not after it was closed, nor after a failure that only a restart mends. */
export class Condition {
  private ended: StoreFailed | undefined;

  constructor(
    private readonly file: string,
    /** Called once when the store can no longer be used: whoever waits for news must hear of it. */
    private readonly onEnd: () => void,
  ) {}

  /** Throws why the store can no longer be used, if it cannot. */
  refuseIfEnded(): void {
    if (this.ended) throw this.ended;
  }

  /** Does a piece of work on the engine, and says in words what went wrong with it. */
  attempt<T>(work: () => T): T {
    this.refuseIfEnded();
    try {
      return work();
    } catch (error) {
      throw isEngineError(error) ? this.failed(error) : error;
    }
  }

  /** Notes an error of the engine; after a fatal one nothing goes on. */
  failed(error: unknown): StoreFailed {
    const failure = storeFailure(error, this.file);
    if (isFatal(failure)) this.end(failure);
    return failure;
  }

  close(): void {
    this.end(closedStore());
  }

  private end(why: StoreFailed): void {
    if (this.ended) return;
    this.ended = why;
    this.onEnd();
  }
}
