import type { Statement } from 'better-sqlite3';
import type { Appended } from '../port.js';
import type { Appender, Request } from './appender.js';
import type { Condition } from './condition.js';
import { isEngineError } from './failures.js';
import type { Failpoint } from './failpoint.js';
import type { Connection } from './file.js';

interface Waiting extends Request {
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

type Outcome = { readonly appended: Appended } | { readonly error: unknown };

/** An append that broke when it may have written something already. */
class Broken extends Error {
  constructor(
    readonly request: Waiting,
    override readonly cause: unknown,
  ) {
    super('an append broke while it was written');
  }
}

/** At most so many appends share a transaction: some milliseconds, in which nothing else of the process runs. */
const MAX_GROUP = 64;

/**
 * Appends that arrive together share one transaction and so one fsync. One that is refused rejects its caller alone:
 * it has written nothing; where one breaks while it writes, all is rolled back and done again without it. Nobody is
 * answered before the commit.
 */
export class GroupCommit {
  private waiting: Waiting[] = [];
  private scheduled = false;
  private idle: (() => void)[] = [];
  private readonly control: Record<'begin' | 'commit' | 'rollback', Statement>;

  constructor(
    private readonly db: Connection,
    private readonly condition: Condition,
    private readonly appender: Appender,
    private readonly committed: () => void,
    private readonly at: (failpoint: Failpoint) => void,
  ) {
    this.control = {
      begin: db.prepare('BEGIN IMMEDIATE'),
      commit: db.prepare('COMMIT'),
      rollback: db.prepare('ROLLBACK'),
    };
  }

  append(request: Request): Promise<Appended> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ ...request, resolve, reject });
      this.schedule();
    });
  }

  /** Resolves when everything accepted so far has been answered. */
  async drained(): Promise<void> {
    if (this.waiting.length === 0) return;
    await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    // After everything this turn of the event loop brings: that is what makes a group.
    setImmediate(() => {
      this.scheduled = false;
      this.answer(this.waiting.splice(0, MAX_GROUP));
      if (this.waiting.length > 0) this.schedule();
      else for (const resolve of this.idle.splice(0)) resolve();
    });
  }

  private answer(group: readonly Waiting[]): void {
    if (group.length === 0) return;
    let outcomes: ReadonlyMap<Waiting, Outcome>;
    try {
      this.condition.refuseIfEnded();
      outcomes = this.inTransaction(group);
    } catch (error) {
      if (error instanceof Broken) {
        error.request.reject(error.cause);
        return this.answer(group.filter((request) => request !== error.request));
      }
      const failure = this.condition.failed(error);
      for (const { reject } of group) reject(failure);
      return;
    }
    for (const [{ resolve, reject }, outcome] of outcomes) {
      if ('appended' in outcome) resolve(outcome.appended);
      else reject(outcome.error);
    }
    this.committed();
  }

  private inTransaction(group: readonly Waiting[]): ReadonlyMap<Waiting, Outcome> {
    try {
      this.control.begin.run();
      const outcomes = new Map(group.map((request) => [request, this.one(request)]));
      this.at('before-commit');
      this.control.commit.run();
      this.at('after-commit');
      this.at('before-ack');
      return outcomes;
    } catch (error) {
      this.appender.forget();
      // SQLite has rolled back by itself after some errors.
      if (this.db.inTransaction) this.control.rollback.run();
      throw error;
    }
  }

  private one(request: Waiting): Outcome {
    let write: () => Appended;
    try {
      this.at('before-insert');
      write = this.appender.prepare(request);
    } catch (error) {
      if (isEngineError(error)) throw error;
      return { error };
    }
    try {
      const appended = write();
      this.at('after-insert');
      return { appended };
    } catch (error) {
      throw isEngineError(error) ? error : new Broken(request, error);
    }
  }
}
