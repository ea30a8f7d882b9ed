import type { Position } from '@baton/contracts';
import { Arrivals } from '../arrivals.js';
import { ChecksUnsupported, StoreFailed } from '../errors.js';
import { follow } from '../following.js';
import type {
  AppendOptions,
  Appended,
  EngineFacts,
  EventStore,
  Hurry,
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
import { clusterOf, type Cluster } from './cluster.js';
import { Connection } from './connection.js';
import { leaderOf, type EventStoreDbOptions } from './leader.js';
import { Reader } from './reader.js';
import type { Settings } from './settings.js';
import { Trail } from './trail.js';
import { tryAppending } from './trial.js';
import { WakeUp } from './wake-up.js';

/** Keeps events in EventStoreDB (KurrentDB): any number of processes write, the leader of the cluster decides. */
export class EventStoreDbEventStore implements EventStore {
  private readonly arrivals = new Arrivals();
  private readonly ending = new AbortController();
  private readonly accepted = new Set<Promise<unknown>>();
  private readonly wakeUp: WakeUp;
  private readonly reader: Reader;
  private readonly appender: Appender;
  private closing: Promise<void> | undefined;

  /**
   * Connects, and asks the cluster what it is. Throws `StoreFailed` with why it cannot be used: STORE_UNREACHABLE,
   * STORE_DENIED.
   */
  static async open(options: EventStoreDbOptions): Promise<EventStoreDbEventStore> {
    const { connection, cluster } = await leaderOf(options);
    return new EventStoreDbEventStore(connection.settings, connection, cluster);
  }

  private constructor(
    private readonly settings: Settings,
    private readonly leader: Connection,
    private cluster: Cluster,
  ) {
    this.reader = new Reader(leader);
    this.appender = new Appender(leader, this.reader);
    const subscriptions = new Connection(settings.connectionString, settings);
    this.wakeUp = new WakeUp(subscriptions, this.arrivals, (signal) => this.reader.head({ signal }));
  }

  async append(stream: string, events: readonly NewEvent[], options: AppendOptions): Promise<Appended> {
    checkAppend(stream, events, options);
    if (options.checks?.length) throw new ChecksUnsupported('EventStoreDB');
    if (this.closing) throw closedStore();
    const appending = this.appender.append(stream, events, options);
    this.accepted.add(appending);
    try {
      return await appending;
    } finally {
      this.accepted.delete(appending);
    }
  }

  async *readStream(stream: string, options: ReadStream = {}): AsyncGenerator<StoredEvent, void, undefined> {
    if (this.closing) throw closedStore();
    for await (const event of this.reader.stream(stream, options)) {
      if (this.closing) throw closedStore();
      yield event;
    }
  }

  readAll(options: ReadAll): Promise<Page> {
    return this.opened(() => this.reader.page(options));
  }

  async *subscribe(options: Subscribe): AsyncGenerator<Page, void, undefined> {
    if (this.closing) throw closedStore();
    this.wakeUp.begin();
    const signal = AbortSignal.any([options.signal, this.ending.signal]);
    // However long the cluster is away, unless told: a subscriber goes on where it was.
    const { patience = Infinity } = options;
    const trail = new Trail(this.settings.prefix);
    const readAll = (wanted: ReadAll): Promise<Page> =>
      this.opened(() => this.reader.page(wanted, { patience, signal }, trail)).catch((error: unknown) => {
        if (options.signal.aborted) return { events: [], position: wanted.after, atEnd: true };
        throw this.closing ? closedStore() : error;
      });
    yield* follow({ readAll }, this.arrivals, options);
  }

  /**
   * The last position, asked of the leader: throws where none answers in the time allowed for that. The facts are then
   * those of the cluster as it is now.
   */
  head(): Promise<Position | undefined> {
    const { probe: patience } = this.settings.patience;
    return this.opened(async () => {
      const [head] = await Promise.all([this.reader.head({ patience }), this.lookAgain(patience)]);
      return head;
    });
  }

  findCommand(commandId: string, stream: string, hurry?: Hurry): Promise<SeenCommand | undefined> {
    return this.opened(() => this.appender.findCommand(commandId, stream, hurry));
  }

  tryWriting(): Promise<void> {
    return this.opened(() => tryAppending(this.leader));
  }

  facts(): EngineFacts {
    const { nodes, leader, version } = this.cluster;
    const written = nodes.length > 1 ? `by a majority of ${nodes.length} nodes` : 'by a single node';
    return {
      engine: 'eventstoredb',
      durability: `acknowledged ${written}`,
      where: `${this.settings.where} (version ${version}, led by ${leader ?? 'none'}), streams ${this.settings.prefix}*`,
    };
  }

  close(): Promise<void> {
    this.closing ??= this.finish();
    return this.closing;
  }

  private async finish(): Promise<void> {
    await Promise.allSettled(this.accepted);
    this.ending.abort();
    this.arrivals.announce();
    await this.wakeUp.end();
    this.leader.close();
  }

  private async lookAgain(patience: number): Promise<void> {
    try {
      this.cluster = await clusterOf(this.leader, patience);
    } catch (error) {
      // What is known of the cluster stays: whether its leader answers is told by the head that is asked for beside.
      if (!(error instanceof StoreFailed)) throw error;
    }
  }

  private async opened<T>(work: () => Promise<T>): Promise<T> {
    if (this.closing) throw closedStore();
    return work();
  }
}
