import type { Statement } from 'better-sqlite3';
import type { Connection } from './file.js';

/** The write-ahead log is copied into the file once it has so many pages. */
const MAX_FRAMES = 4000;
/** How often its length is looked at: asking costs as much as a small insert. */
const COMMITS_PER_LOOK = 8;
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
  private bound = MAX_FRAMES;
  private commits = 0;

  constructor(
    db: Connection,
    private readonly failed: (error: unknown) => void,
  ) {
    this.look = db.prepare('PRAGMA wal_checkpoint(NOOP)');
    this.copy = db.prepare('PRAGMA wal_checkpoint(PASSIVE)');
    this.quiet = setTimeout(() => this.attempt(() => this.run()), QUIET_MS).unref();
  }

  /** To be called after each commit, once its callers have been answered. */
  committed(): void {
    this.commits += 1;
    this.quiet.refresh();
    if (this.commits % COMMITS_PER_LOOK !== 0) return;
    this.attempt(() => {
      if ((this.look.get() as Progress).log >= this.bound) this.run();
    });
  }

  stop(): void {
    clearTimeout(this.quiet);
  }

  private run(): void {
    const { log, checkpointed } = this.copy.get() as Progress;
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
