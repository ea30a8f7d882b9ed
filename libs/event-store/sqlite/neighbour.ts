import type { Statement } from 'better-sqlite3';
import type { Arrivals } from '../arrivals.js';
import type { Connection } from './file.js';

/** How often a reader looks whether the writing process has written, milliseconds. */
const LOOK_MS = 100;

/** Notices what another process writes to the file: looks from time to time, while somebody listens. */
export class Neighbour {
  private readonly version: Statement;
  private readonly timer: NodeJS.Timeout;
  private listeners = 0;
  private seen: unknown;

  constructor(
    db: Connection,
    private readonly arrivals: Arrivals,
    private readonly failed: (error: unknown) => void,
  ) {
    this.version = db.prepare('PRAGMA data_version').pluck();
    this.seen = this.version.get();
    this.timer = setInterval(() => this.look(), LOOK_MS).unref();
  }

  /** Keeps the process alive while somebody listens, and only then. */
  async *listening<T>(work: () => AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
    this.listeners += 1;
    this.timer.ref();
    try {
      yield* work();
    } finally {
      this.listeners -= 1;
      if (this.listeners === 0) this.timer.unref();
    }
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    if (this.listeners === 0) return;
    try {
      const version = this.version.get();
      if (version === this.seen) return;
      this.seen = version;
    } catch (error) {
      this.failed(error);
    }
    this.arrivals.announce();
  }
}
