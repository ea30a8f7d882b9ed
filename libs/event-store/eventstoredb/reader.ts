import {
  BACKWARDS,
  END,
  ErrorType,
  FORWARDS,
  isCommandError,
  START,
  type Direction,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import type { Position } from '@baton/contracts';
import { BEGINNING, comparePositions } from '../positions.js';
import type { Hurry, Page, ReadAll, ReadStream, StoredEvent } from '../port.js';
import { kindOf } from '../preparation.js';
import { behindReader, rangeWanted, unknownPosition } from '../reading.js';
import { Backoff } from '../backoff.js';
import type { Attempts, Connection } from './connection.js';
import { place } from './place.js';
import { positionOf, storedEvent, type ReadEvent } from './stored-form.js';
import type { Trail } from './trail.js';
import { refusesPlace } from './trouble.js';
import { drained, type Drained } from './waiting.js';

/** Events of a stream that are read at once. */
const SLICE = 200;
/** Events of the log that are looked at for a page of those that a filter lets through. */
const WINDOW = 500;

/** So many times the log must end before what a reader has seen, until that is believed: for some three seconds. */
export const SURE = 8;

/** So many times the server must refuse a place, until that is not taken for trouble of its own. */
const REFUSED = 3;

/** A stretch of a stream, from a revision on. */
interface Stretch {
  readonly from: bigint | typeof START | typeof END;
  readonly direction: Direction;
  readonly count: number;
}

/** Reads through the leader: what was acknowledged is in what it answers. */
export class Reader {
  constructor(private readonly connection: Connection) {}

  /** The events of a stream as the server has them, slice by slice; nothing for a stream that does not exist. */
  async *read(stream: string, options: ReadStream = {}): AsyncGenerator<readonly ReadEvent[], void, undefined> {
    const backwards = options.direction === 'backwards';
    const { first, final, count } = rangeWanted(options, Number.MAX_SAFE_INTEGER);
    const openEnd = options.to === undefined || options.to === Infinity;
    let from: Stretch['from'] = backwards ? (openEnd ? END : BigInt(final)) : BigInt(first);
    for (let left = count; left > 0;) {
      const wanted = Math.min(left, SLICE);
      const { events: slice, cut } = await this.stretch(
        stream,
        { from, direction: backwards ? BACKWARDS : FORWARDS, count: wanted },
        options,
      );
      const inside = slice.filter(({ revision }) => revision >= first && revision <= final);
      if (inside.length > 0) yield inside;
      const last = slice.at(-1);
      if (!last || inside.length < (cut ? slice.length : wanted) || (backwards && last.revision === 0n)) return;
      from = backwards ? last.revision - 1n : last.revision + 1n;
      left -= inside.length;
    }
  }

  /** The same as they were sealed. Throws `StoreFailed` STORE_CORRUPT on what is none of ours. */
  async *stream(stream: string, options: ReadStream = {}): AsyncGenerator<StoredEvent, void, undefined> {
    for await (const slice of this.read(stream, options)) yield* slice.map((event) => this.sealed(event));
  }

  /**
   * A page of the whole log, less what is not ours; a shorter one where the events are large. `attempts` says how long to go on without an answer; who reads on and
   * on leaves a `trail`, by which he is told that the log was put back.
   */
  async page({ after, upTo, filter, limit }: ReadAll, attempts: Attempts = {}, trail?: Trail): Promise<Page> {
    const asked = 1 + (filter ? Math.max(limit, WINDOW) : limit);
    let found = await this.log(after, asked, attempts);
    if (after !== undefined && found.events.length === 0) {
      await this.refuseBehind(after, attempts);
      found = await this.log(after, asked, attempts);
    }
    const ended = !found.cut && found.events.length < asked;
    trail?.check(after, found.events[0]);
    const events: StoredEvent[] = [];
    let position = after;
    for (const [index, event] of found.events.entries()) {
      const at = positionOf(event);
      if (at === after) continue;
      if (upTo !== undefined && comparePositions(at, upTo) > 0) return { events, position, atEnd: true };
      position = at;
      trail?.note(event);
      if (this.wants(event, filter)) events.push(this.sealed(event));
      if (events.length === limit) return { events, position, atEnd: ended && index === found.events.length - 1 };
    }
    return { events, position, atEnd: ended };
  }

  /**
   * The events of the log from a position on, that one included, as the server has them: as many as are asked for, or
   * fewer where they are large. Throws `StoreFailed` POSITION_UNKNOWN where there is no such place.
   */
  log(from: Position | undefined, count: number, attempts: Attempts = {}): Promise<Drained> {
    const fromPosition = from === undefined ? START : place(from);
    let refused = 0;
    const refusal = (error: unknown): never => {
      throw from !== undefined && refusesPlace(error) && ++refused === REFUSED ? unknownPosition(from, error) : error;
    };
    const read = (client: EventStoreDBClient) => client.readAll({ ...this.call(), fromPosition, maxCount: count });
    return this.answer(read, attempts, refusal);
  }

  /** The last position of the log, as the leader has it; undefined where it has none. */
  async head(attempts: Attempts = {}): Promise<Position | undefined> {
    const fromEnd = { fromPosition: END, direction: BACKWARDS, maxCount: 1 } as const;
    const { events } = await this.answer((client) => client.readAll({ ...this.call(), ...fromEnd }), attempts);
    const [last] = events;
    return last && positionOf(last);
  }

  private async stretch(stream: string, { from, direction, count }: Stretch, { patience }: Hurry): Promise<Drained> {
    const name = this.connection.settings.prefix + stream;
    const range = { fromRevision: from, direction, maxCount: count };
    try {
      return await this.answer((client) => client.readStream(name, { ...this.call(), ...range }), { patience });
    } catch (error) {
      if (error instanceof Error && isCommandError(error) && error.type === ErrorType.STREAM_NOT_FOUND) {
        return { events: [], cut: false };
      }
      throw error;
    }
  }

  private answer(
    read: (client: EventStoreDBClient) => Parameters<typeof drained>[0],
    attempts: Attempts = {},
    refusal?: (error: unknown) => never,
  ): Promise<Drained> {
    const { signal } = attempts;
    const call = (client: EventStoreDBClient, milliseconds: number): Promise<Drained> =>
      drained(read(client), milliseconds, signal).catch(refusal);
    return this.connection.answered(call, attempts);
  }

  private call() {
    return { requiresLeader: true, credentials: this.connection.settings.credentials };
  }

  private wants(event: ReadEvent, filter: ReadAll['filter']): boolean {
    const { prefix } = this.connection.settings;
    if (!event.streamId.startsWith(prefix)) return false;
    if (filter?.types && !filter.types.includes(event.type)) return false;
    return !filter?.kinds || filter.kinds.includes(kindOf(event.streamId.slice(prefix.length)));
  }

  private sealed(event: ReadEvent): StoredEvent {
    return storedEvent(event, this.connection.settings.prefix);
  }

  private async refuseBehind(after: Position, attempts: Attempts): Promise<void> {
    const backoff = new Backoff();
    for (let attempt = 1; ; attempt++) {
      const head = await this.head(attempts);
      if (comparePositions(after, head ?? BEGINNING) <= 0) return;
      if (attempt === SURE || attempts.signal?.aborted) throw behindReader(after, head);
      // A leader that was cut off from the others goes on answering for some seconds.
      this.connection.askAnew();
      await backoff.wait(attempts.signal);
    }
  }
}
