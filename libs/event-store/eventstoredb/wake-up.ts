import { END, streamNameFilter, type EventStoreDBClient } from '@eventstore/db-client';
import type { Position } from '@baton/contracts';
import type { Arrivals } from '../arrivals.js';
import { comparePositions } from '../positions.js';
import { Backoff } from '../backoff.js';
import type { Connection } from './connection.js';
import { place } from './place.js';
import { SURE } from './reader.js';
import { positionOf } from './stored-form.js';
import { refusesPlace, troubleOf } from './trouble.js';
import { giveUp } from './waiting.js';

/** Checkpoints come after so many times 32 events of others. */
const CHECKPOINT_INTERVAL = 32;
/** Readers look by themselves so often, milliseconds: a node that is frozen breaks off nothing for 13 seconds. */
const LOOK_ANYWAY_MS = 10_000;

type Subscription = ReturnType<EventStoreDBClient['subscribeToAll']>;

/**
 * Wakes those who follow the log: one subscription for all of them, which is told of new events and hands on none. They
 * read for themselves, from where they are, so nothing it misses or is told twice is missed by them or seen twice.
 */
export class WakeUp {
  private readonly ending = new AbortController();
  private running: Promise<void> | undefined;
  private current: Subscription | undefined;
  private heard: Position | undefined;
  private checking = false;
  private looking: NodeJS.Timeout | undefined;

  /**
   * @param connection one of its own: what happens to subscriptions must not touch appends
   * @param head the end of the log as the readers see it
   */
  constructor(
    private readonly connection: Connection,
    private readonly arrivals: Arrivals,
    private readonly head: (signal: AbortSignal) => Promise<Position | undefined>,
  ) {}

  /** Begins, unless it has begun. */
  begin(): void {
    this.looking ??= setInterval(() => this.arrivals.announce(), LOOK_ANYWAY_MS).unref();
    this.running ??= this.run();
  }

  /** Ends it. */
  async end(): Promise<void> {
    this.ending.abort();
    clearInterval(this.looking);
    this.giveUp();
    await this.running;
    this.connection.close();
  }

  private async run(): Promise<void> {
    const backoff = new Backoff();
    while (!this.ending.signal.aborted) {
      const { client } = this.connection;
      try {
        await this.listen(client, backoff);
      } catch (error) {
        // The log was put back: what comes next is told from where it ends now, and readers look for themselves.
        if (refusesPlace(error)) this.heard = undefined;
        const trouble = troubleOf(error);
        // Whatever broke it, a fresh client may do; readers meet the error themselves, where it concerns them.
        this.connection.mend(
          client,
          trouble ?? { what: String(error), kind: 'passing', freshClient: true, connected: true },
        );
      }
      await backoff.wait(this.ending.signal);
    }
  }

  private async listen(client: EventStoreDBClient, backoff: Backoff): Promise<void> {
    const { prefix, credentials } = this.connection.settings;
    const checkpointReached = (_: unknown, { commit }: { commit: bigint }): void => this.note(`${commit}/${commit}`);
    const filter = streamNameFilter({ prefixes: [prefix], checkpointInterval: CHECKPOINT_INTERVAL, checkpointReached });
    const fromPosition = this.heard === undefined ? END : place(this.heard);
    const subscription = client.subscribeToAll({ fromPosition, filter, credentials });
    this.current = subscription;
    subscription.on('error', () => undefined);
    subscription.on('confirmation', () => {
      backoff.reset();
      // What came between the last look of a reader and now is told to nobody.
      this.arrivals.announce();
    });
    try {
      for await (const { event } of subscription) {
        if (!event) continue;
        this.note(positionOf(event));
        this.check();
      }
    } finally {
      this.giveUp();
    }
  }

  private giveUp(): void {
    const { current } = this;
    if (current) giveUp(current, () => current.unsubscribe());
  }

  private note(position: Position): void {
    if (this.heard === undefined || comparePositions(position, this.heard) > 0) this.heard = position;
  }

  /** Wakes the readers once what was heard of can be read: another node may be asked than the one that told of it. */
  private check(): void {
    if (this.checking) return;
    this.checking = true;
    void this.announceWhenReadable();
  }

  private async announceWhenReadable(): Promise<void> {
    const backoff = new Backoff();
    let before = 0;
    for (let announced: Position | undefined; announced !== this.heard && !this.ending.signal.aborted;) {
      const heard = this.heard;
      const head = await this.headNow();
      if (heard === undefined || (head !== undefined && comparePositions(head, heard) >= 0)) {
        announced = heard;
        before = 0;
        this.arrivals.announce();
      } else if (head !== undefined && ++before === SURE) {
        // The log was put back: the readers look for themselves, and what comes next is told from where it ends now.
        this.heard = undefined;
        this.arrivals.announce();
        this.giveUp();
        break;
      } else await backoff.wait(this.ending.signal);
    }
    // In the same turn as the last look at what was heard: nothing is heard in between that nobody checks.
    this.checking = false;
  }

  /** Where the log ends as the readers see it; undefined while they cannot. */
  private async headNow(): Promise<Position | undefined> {
    try {
      return await this.head(this.ending.signal);
    } catch {
      // It cannot be read now: it is tried again.
      return undefined;
    }
  }
}
