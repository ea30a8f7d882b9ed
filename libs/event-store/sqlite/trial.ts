import { randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { MAX_APPEND_BYTES } from '../preparation.js';
import type { Condition } from './condition.js';
import { storeFailure } from './failures.js';
import type { Connection } from './file.js';

/** Tries whether the file could take an append, and stores nothing: what is tried is taken back, or deleted. */
export class Trial {
  private running: Promise<void> | undefined;

  constructor(
    private readonly db: Connection,
    private readonly file: string,
    private readonly condition: Condition,
  ) {}

  /** Rejects with `StoreFailed` where it could not. Who asks while it is tried is told of the same trial. */
  run(): Promise<void> {
    return (this.running ??= this.attempt().finally(() => (this.running = undefined)));
  }

  /** Resolves once nothing is tried any more, and nothing of it is left. */
  async settled(): Promise<void> {
    await this.running?.catch(() => undefined); // told to those who asked
  }

  private async attempt(): Promise<void> {
    this.condition.refuseIfEnded();
    try {
      this.tryToWrite();
      await this.tryToGrow();
    } catch (error) {
      throw storeFailure(error, this.file);
    }
  }

  /** Whether the engine lets it write, and the file become larger. Nothing of it comes to the disk. */
  private tryToWrite(): void {
    try {
      this.db.exec('BEGIN IMMEDIATE');
      this.db.prepare('INSERT INTO words (word) VALUES (hex(zeroblob(?)))').run(MAX_APPEND_BYTES / 2);
    } finally {
      if (this.db.inTransaction) this.db.exec('ROLLBACK');
    }
  }

  /** Whether the disk has room. Only writing tells that of every disk: some have quotas, some squeeze what is alike. */
  private async tryToGrow(): Promise<void> {
    const trial = `${this.file}.trial`;
    try {
      const handle = await open(trial, 'w', 0o600);
      try {
        await handle.writeFile(randomBytes(MAX_APPEND_BYTES));
        await handle.datasync();
      } finally {
        await handle.close();
      }
    } finally {
      await rm(trial, { force: true });
    }
  }
}
