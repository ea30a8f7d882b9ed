import { resolve } from 'node:path';
import type { Position } from '@baton/contracts';
import { Arrivals } from '../arrivals.js';
import { StoreFailed } from '../errors.js';
import { follow } from '../following.js';
import type {
  AppendOptions,
  Appended,
  EngineFacts,
  EventStore,
  NewEvent,
  Page,
  ReadAll,
  ReadStream,
  SeenCommand,
  StoredEvent,
  Subscribe,
} from '../port.js';
import { checkAppend } from '../preparation.js';
import { closedStore } from '../reading.js';
import { Appender } from './appender.js';
import { Checkpoints } from './checkpoints.js';
import { CommandIndex } from './command-index.js';
import { Condition } from './condition.js';
import type { Failpoint } from './failpoint.js';
import { openedForReading } from './failures.js';
import { durabilityOf, openForReading, openForWriting, type OpenFile } from './file.js';
import { GroupCommit } from './group-commit.js';
import { LogReader } from './log-reader.js';
import { Neighbour } from './neighbour.js';
import { Trial } from './trial.js';

export interface SqliteOptions {
  /** Path of the file of events; its folder is made when it is missing. */
  readonly file: string;
  /** Opens it beside the process that writes it, or when no process does: appends are refused. */
  readonly readOnly?: boolean;
  /** Largest size of the file in bytes: an append for which it would have to grow further is refused as on a full disk. */
  readonly maxBytes?: number;
  /** Called at each moment of writing: lets a test fail or end the process there. */
  readonly failpoint?: (at: Failpoint) => void;
}

const STREAM_SLICE = 200;

/** Keeps events in one SQLite file: one process writes, in transactions that are on the disk before anybody is answered. */
export class SqliteEventStore implements EventStore {
  private readonly arrivals = new Arrivals();
  private readonly condition: Condition;
  private readonly reader: LogReader;
  private readonly commands: CommandIndex;
  private readonly writer:
    { readonly group: GroupCommit; readonly checkpoints: Checkpoints; readonly trial: Trial } | undefined;
  private readonly neighbour: Neighbour | undefined;
  private closing: Promise<void> | undefined;

  /** Opens the file, and makes it where there is none. Throws `StoreFailed` with what is wrong with it and what to do. */
  static open(options: SqliteOptions): SqliteEventStore {
    const path = resolve(options.file);
    const opened = options.readOnly ? openForReading(path) : openForWriting(path, options.maxBytes);
    return new SqliteEventStore(opened, path, options);
  }

  private constructor(
    private readonly opened: OpenFile,
    private readonly path: string,
    { readOnly, failpoint = () => undefined }: SqliteOptions,
  ) {
    const { db } = opened;
    this.condition = new Condition(path, () => this.arrivals.announce());
    this.reader = new LogReader(db);
    this.commands = new CommandIndex(db);
    const failed = (error: unknown): StoreFailed => this.condition.failed(error);
    if (readOnly) {
      this.neighbour = new Neighbour(db, this.arrivals, failed);
    } else {
      const checkpoints = new Checkpoints(db, failed, failpoint);
      const committed = (): void => {
        this.arrivals.announce();
        checkpoints.committed();
      };
      const group = new GroupCommit(db, this.condition, new Appender(db), committed, failpoint);
      this.writer = { checkpoints, group, trial: new Trial(db, path, this.condition) };
    }
  }

  async append(stream: string, events: readonly NewEvent[], options: AppendOptions): Promise<Appended> {
    checkAppend(stream, events, options);
    this.condition.refuseIfEnded();
    if (this.closing) throw closedStore();
    if (!this.writer) throw openedForReading(this.path);
    return this.writer.group.append({ stream, events, options });
  }

  async *readStream(stream: string, options: ReadStream = {}): AsyncGenerator<StoredEvent, void, undefined> {
    let { from, to, limit = Infinity } = options;
    for (;;) {
      const wanted = {
        ...options,
        limit,
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      };
      const slice = await this.look(() => this.reader.slice(stream, wanted, STREAM_SLICE));
      yield* slice;
      const last = slice.at(-1);
      if (!last || slice.length < STREAM_SLICE) return;
      limit -= slice.length;
      if (options.direction === 'backwards') to = last.revision - 1;
      else from = last.revision + 1;
    }
  }

  readAll(options: ReadAll): Promise<Page> {
    return this.look(() => this.reader.page(options));
  }

  async *subscribe(options: Subscribe): AsyncGenerator<Page, void, undefined> {
    const pages = (): AsyncGenerator<Page, void, undefined> => follow(this, this.arrivals, options);
    yield* this.neighbour ? this.neighbour.listening(pages) : pages();
  }

  head(): Promise<Position | undefined> {
    return this.look(() => this.reader.head());
  }

  findCommand(commandId: string): Promise<SeenCommand | undefined> {
    return this.look(() => this.commands.find(commandId));
  }

  async tryWriting(): Promise<void> {
    if (!this.writer) throw openedForReading(this.path);
    await this.writer.trial.run();
  }

  facts(): EngineFacts {
    const durability = this.writer ? durabilityOf(this.opened.db) : 'read-only';
    return { engine: 'sqlite', durability, where: this.path };
  }

  close(): Promise<void> {
    this.closing ??= this.finish();
    return this.closing;
  }

  private async finish(): Promise<void> {
    await this.writer?.group.drained();
    this.condition.close();
    await this.writer?.trial.settled();
    this.writer?.checkpoints.stop();
    this.neighbour?.stop();
    this.opened.close();
  }

  private async look<T>(work: () => T): Promise<T> {
    return this.condition.attempt(work);
  }
}
