import type { Statement } from 'better-sqlite3';
import type { Failpoint } from './failpoint.js';
import type { Connection } from './file.js';

/** The write-ahead log is copied into the file once it has so many pages. */
const MAX_FRAMES = 4000;
/** Or when nothing was written for so long, milliseconds. */
const QUIET_MS = 1000;

interface Progress {
  /** Pages in the write-ahead log. */
  readonly log: number;
  /** How many of them are in the file as well. */
  readonly checkpointed: number;
}

/**
 * Copies the write-ahead log into the file after callers were answered, never while one waits for its commit; left to
 * itself SQLite does it within some commit, and that caller waits many times as long as the others. It must not be put
 * off for ever: a log that is written over from its start is synced faster than one that grows, and a long one is slow
 * to read.
 */
export class Checkpoints {
  private readonly look: Statement;
  private readonly copy: Statement;
  private readonly quiet: NodeJS.Timeout;
  private due: NodeJS.Immediate | undefined;
  private bound = MAX_FRAMES;

  constructor(
    db: Connection,
    private readonly failed: (error: unknown) => void,
    private readonly at: (failpoint: Failpoint) => void,
  ) {
    this.look = db.prepare('PRAGMA wal_checkpoint(NOOP)');
    this.copy = db.prepare('PRAGMA wal_checkpoint(PASSIVE)');
    this.quiet = setTimeout(() => this.attempt(() => this.run()), QUIET_MS).unref();
  }

  /**
   * To be called after each commit. What there is to copy is copied in the next turn of the event loop: until then its
   * callers only have their answers on the way.
   */
  committed(): void {
    this.quiet.refresh();
    this.due ??= setImmediate(() => {
      this.due = undefined;
      this.attempt(() => {
        if ((this.look.get() as Progress).log >= this.bound) this.run();
      });
    });
  }

  /** Copies nothing any more, not even what is due. */
  stop(): void {
    clearTimeout(this.quiet);
    clearImmediate(this.due);
  }

  private run(): void {
    this.at('before-checkpoint');
    const { log, checkpointed } = this.copy.get() as Progress;
    this.at('after-checkpoint');
    // Another process that reads an old state keeps the log from starting over: do not try again at once.
    this.bound = log === checkpointed ? MAX_FRAMES : log + MAX_FRAMES;
  }

  private attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      // The events are safe in the log; a full disk is tried again later, anything worse ends the store.
      this.bound += MAX_FRAMES;
      this.failed(error);
    }
  }
}
