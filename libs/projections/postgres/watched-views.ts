import { Backoff, type EventStore } from '@baton/event-store';
import type { Position } from '@baton/contracts';
import { stateOf, type Seen } from '../catalogue.js';
import { failureOf, ViewStoreFailed } from '../errors.js';
import { refuseOtherLog } from '../origin.js';
import type { Projection, ViewFailure, ViewState } from '../port.js';
import type { ViewQueries } from '../queries.js';
import { reaching, type Known } from '../reaching.js';
import type { Generation } from '../view-store.js';
import { Views, type WaitFor } from '../views.js';
import { processTimer, Waiting, type Timer } from '../waiting.js';
import { addressOf, type PostgresAddress } from './address.js';
import { Connections, OPENING_MS } from './connections.js';
import { allGenerations } from './generations.js';
import { startAnew } from './explain.js';
import { migrate } from './migrations.js';
import { originOf } from './notes.js';
import { UNATTENDED } from './postgres-lease.js';
import { queriesOver, readingConnections } from './reading.js';

export interface WatchViews {
  /** `postgres://user:password@host:5432/database?schema=baton`: the server on which they are built, no standby of it. */
  readonly connectionString: string;
  /** What is watched. */
  readonly projections: readonly Pick<Projection, 'name' | 'version'>[];
  /** The log they must have been built from; any, unless told. */
  readonly log?: Pick<EventStore, 'readAll'>;
  readonly timer?: Timer;
}

/** The server tells of every batch; in case it could not, one looks after so long, milliseconds. */
export const LOOK_MS = 1000;
/** A look without an answer for so long has failed, milliseconds. */
const PATIENCE_MS = 5000;

/** Views that another process builds in a schema of PostgreSQL: to be read, and to be waited for. */
export class WatchedViews extends Views {
  /** Reads the views; sees whole batches only. */
  readonly queries: ViewQueries;
  private readonly closing = new AbortController();
  private readonly waiting: Waiting;
  private readonly watching: Connections;
  private readonly knowing: Known;
  private readonly timer: Timer;
  private generations: readonly Generation[] = [];
  private failure: ViewFailure | undefined;
  /** The origin that was found to be of the log. */
  private ours: string | undefined;
  /** The origin is being compared with the log. */
  private comparing = false;
  /** What was said when the origin was found to be of another log. */
  private foreign: ViewStoreFailed | undefined;
  private wake: () => void = () => undefined;
  private woken = false;
  private readonly work: Promise<unknown>;

  private constructor(
    address: PostgresAddress,
    private readonly options: WatchViews,
  ) {
    super();
    this.timer = options.timer ?? processTimer;
    this.waiting = new Waiting(this.timer);
    this.queries = queriesOver(readingConnections(address));
    this.watching = new Connections(address, { name: 'watch', most: 2, patienceMs: PATIENCE_MS });
    this.knowing = {
      names: options.projections.map(({ name }) => name),
      waiting: this.waiting,
      placeOf: (name) => this.liveOf(name)?.generation.position,
      failure: () => this.failure,
    };
    this.work = Promise.all([this.listenOn(), this.lookOn()]);
  }

  /**
   * Opens the schema, and makes or converts Baton's own tables in it, so that it does not matter who starts first.
   * Throws `ViewStoreFailed` as `PostgresViews.open`.
   */
  static async open(options: WatchViews): Promise<WatchedViews> {
    const address = addressOf(options.connectionString);
    const opening = new Connections(address, { name: 'opening', most: 1, patienceMs: OPENING_MS });
    await opening.transaction((client) => migrate(client, address)).finally(() => opening.close());
    const views = new WatchedViews(address, options);
    await views.look();
    return views;
  }

  waitFor(position: Position, waitFor: WaitFor = {}): Promise<void> {
    return reaching(this.knowing, position, waitFor);
  }

  states(): ViewState[] {
    const { failure } = this;
    return this.options.projections.map(({ name, version }) => {
      const live = this.liveOf(name);
      const others = this.generations.filter((each) => each.projection === name && !each.live).map(seen);
      const state: ViewState = live
        ? stateOf({ live, beside: others.at(-1) })
        : { name, version, position: undefined, status: 'building', parked: 0 };
      return failure ? { ...state, failure } : state;
    });
  }

  /** Ends. Who still waits is refused. Closing twice does nothing. */
  async close(): Promise<void> {
    if (this.closing.signal.aborted) return;
    this.closing.abort();
    this.wakeUp();
    await this.work;
    this.waiting.giveUp();
    await Promise.all([this.queries.kysely.destroy(), this.watching.close()]);
  }

  private liveOf(name: string): Seen | undefined {
    const live = this.generations.find((each) => each.projection === name && each.live);
    return live && seen(live);
  }

  /** Looks again and again: when the server tells of a batch, and after a while. */
  private async lookOn(): Promise<void> {
    while (!this.closing.signal.aborted) {
      await this.toldOrLater();
      if (!this.closing.signal.aborted) await this.look();
    }
  }

  private async look(): Promise<void> {
    try {
      const { unattended, origin } = await this.watching.with(async (client) => {
        this.generations = await allGenerations(client);
        const { rows } = await client.query<{ unattended: boolean }>(`SELECT ${UNATTENDED} AS unattended`);
        return { unattended: rows[0]?.unattended, origin: await originOf(client) };
      });
      this.compare(origin);
      this.failure = this.foreign ?? (unattended ? this.unattended() : undefined);
      this.waiting.announce();
    } catch (error) {
      this.failure = failureOf(error);
    }
  }

  /**
   * Another Baton may have been given the schema at the same time, and have built its views in it first. The log can be
   * slow or away: no look waits for it, and what ails it is not said of the views; a later look compares again.
   */
  private compare(origin: string | undefined): void {
    const { log } = this.options;
    if (!log || origin === this.ours || this.comparing) return;
    this.comparing = true;
    const { where, schema } = this.watching.address;
    void refuseOtherLog({ where, startAnew: startAnew(schema) }, origin, log)
      .then(
        () => {
          this.ours = origin;
          this.foreign = undefined;
        },
        (error: unknown) => {
          if (error instanceof ViewStoreFailed) this.foreign = error;
        },
      )
      .finally(() => (this.comparing = false));
  }

  private async toldOrLater(): Promise<void> {
    if (!this.woken) {
      await new Promise<void>((resolve) => {
        const callOff = this.timer(LOOK_MS, resolve);
        this.wake = () => {
          callOff();
          resolve();
        };
      });
    }
    this.woken = false;
  }

  private readonly wakeUp = (): void => {
    this.woken = true;
    this.wake();
  };

  /** Has the server tell of every batch, again whenever the connection was cut. */
  private async listenOn(): Promise<void> {
    const { signal } = this.closing;
    const backoff = new Backoff();
    while (!signal.aborted) {
      try {
        await this.listen(signal, () => backoff.reset());
      } catch (error) {
        this.failure ??= failureOf(error);
      }
      if (!signal.aborted) await backoff.wait(signal);
    }
  }

  private listen(signal: AbortSignal, onListening: () => void): Promise<void> {
    return this.watching.with(async (client) => {
      const over = new Promise<void>((resolve) => {
        // Closed while the connection was being made.
        if (signal.aborted) resolve();
        client.once('end', resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      client.on('notification', this.wakeUp);
      await client.query(`LISTEN "${this.watching.address.schema}"`);
      onListening();
      // What was told before somebody listened.
      this.wakeUp();
      await over;
      client.off('notification', this.wakeUp);
      await client.query('UNLISTEN *');
    });
  }

  private unattended(): ViewStoreFailed {
    return new ViewStoreFailed(
      'VIEWS_UNATTENDED',
      `No worker builds the views in ${this.watching.address.where}: they are as they were`,
      'Start a worker, or see why it cannot build them',
    );
  }
}

const seen = (generation: Generation): Seen => ({ generation, parked: generation.parked });
