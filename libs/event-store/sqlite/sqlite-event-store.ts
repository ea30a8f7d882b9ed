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
import { isEngineError } from './failures.js';
import { durabilityOf, openForWriting, type OpenFile } from './file.js';
import { GroupCommit, type Failpoint } from './group-commit.js';
import { LogReader } from './log-reader.js';

export interface SqliteOptions {
  /** Path of the file of events; its folder is made when it is missing. */
  readonly file: string;
  /** Called at each moment of an append: lets a test fail or end the process there. */
  readonly failpoint?: (at: Failpoint) => void;
}

const STREAM_SLICE = 200;

/** Keeps events in one SQLite file: one process writes, in transactions that are on the disk before anybody is answered. */
export class SqliteEventStore implements EventStore {
  private readonly arrivals = new Arrivals();
  private readonly appender: Appender;
  private readonly writer: GroupCommit;
  private readonly reader: LogReader;
  private readonly checkpoints: Checkpoints;
  private closing: Promise<void> | undefined;

  /** Opens the file for writing. Throws `StoreFailed` with what is wrong with it and what to do. */
  static open({ file, failpoint }: SqliteOptions): SqliteEventStore {
    const path = resolve(file);
    return new SqliteEventStore(openForWriting(path), path, failpoint ?? (() => undefined));
  }

  private constructor(
    private readonly opened: OpenFile,
    private readonly path: string,
    failpoint: (at: Failpoint) => void,
  ) {
    const { db } = opened;
    this.appender = new Appender(db);
    this.reader = new LogReader(db);
    this.writer = new GroupCommit(db, path, this.appender, () => this.committed(), failpoint);
    this.checkpoints = new Checkpoints(db, (error) => this.writer.failed(error));
  }

  async append(stream: string, events: readonly NewEvent[], options: AppendOptions): Promise<Appended> {
    checkAppend(stream, events, options);
    this.refuseWhenEnded();
    return this.writer.append({ stream, events, options });
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
    yield* follow(this, this.arrivals, options);
  }

  head(): Promise<Position | undefined> {
    return this.look(() => this.reader.head());
  }

  findCommand(commandId: string): Promise<SeenCommand | undefined> {
    return this.look(() => this.appender.findCommand(commandId));
  }

  facts(): EngineFacts {
    return { engine: 'sqlite', durability: durabilityOf(this.opened.db), where: this.path };
  }

  close(): Promise<void> {
    this.closing ??= this.finish();
    return this.closing;
  }

  private committed(): void {
    this.arrivals.announce();
    this.checkpoints.committed();
  }

  private async finish(): Promise<void> {
    await this.writer.drained();
    this.checkpoints.stop();
    this.opened.close();
    this.arrivals.announce();
  }

  private look<T>(work: () => T): Promise<T> {
    return new Promise((resolve) => {
      this.refuseWhenEnded();
      try {
        resolve(work());
      } catch (error) {
        throw isEngineError(error) ? this.writer.failed(error) : error;
      }
    });
  }

  private refuseWhenEnded(): void {
    const failure: StoreFailed | undefined = this.closing ? closedStore() : this.writer.broken;
    if (failure) throw failure;
  }
}
