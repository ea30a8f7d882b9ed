import type { Position } from '@baton/contracts';
import { Arrivals } from '../arrivals.js';
import { EventIdReused, StoreFailed, WrongExpectedRevision } from '../errors.js';
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
import {
  answerAgain,
  checkAppend,
  kindOf,
  NO_STREAM,
  sealBatch,
  standsAt,
  unpack,
  type SealedEvent,
  type StreamEnd,
} from '../preparation.js';
import { behindReader, closedStore, revisionsWanted } from '../reading.js';

interface Kept extends SealedEvent {
  readonly stream: string;
}

/** Keeps events in this process and forgets them with it: for tests and for trying things out. */
export class MemoryEventStore implements EventStore {
  private readonly log: Kept[] = [];
  private readonly streams = new Map<string, number[]>();
  private readonly commands = new Map<string, SeenCommand>();
  private readonly eventIds = new Set<string>();
  private readonly arrivals = new Arrivals();
  private failure: StoreFailed | undefined;

  append(stream: string, events: readonly NewEvent[], options: AppendOptions): Promise<Appended> {
    return this.opened(() => {
      checkAppend(stream, events, options);
      const seen = this.commands.get(options.commandId.toLowerCase());
      if (seen) return answerAgain(seen, options);
      for (const check of [{ stream, expected: options.expected }, ...(options.checks ?? [])]) {
        const actual = this.endOf(check.stream).revision;
        if (!standsAt(check.expected, actual)) throw new WrongExpectedRevision(check.stream, check.expected, actual);
      }
      const batch = sealBatch(stream, events, options, this.endOf(stream));
      const taken = batch.map((event) => event.id).filter((id) => this.eventIds.has(id));
      if (taken.length > 0) throw new EventIdReused(taken);
      return this.keep(stream, batch, options);
    });
  }

  async *readStream(stream: string, options: ReadStream = {}): AsyncGenerator<StoredEvent, void, undefined> {
    const wanted = await this.opened(() => revisionsWanted(options, this.endOf(stream).revision));
    const places = this.streams.get(stream) ?? [];
    for (const revision of wanted) {
      const place = places[revision];
      if (place !== undefined) yield await this.opened(() => this.eventAt(place));
    }
  }

  readAll({ after, upTo, filter, limit }: ReadAll): Promise<Page> {
    return this.opened(() => {
      const start = after === undefined ? 0 : Number(after);
      if (start > this.log.length) throw behindReader(String(after), this.headNow());
      const end = upTo === undefined ? this.log.length : Math.min(Number(upTo), this.log.length);
      const events: StoredEvent[] = [];
      let place = start;
      for (; place < end && events.length < limit; place++) {
        const kept = this.log[place];
        if (!kept) break;
        if (filter?.types && !filter.types.includes(kept.type)) continue;
        if (filter?.kinds && !filter.kinds.includes(kindOf(kept.stream))) continue;
        events.push(this.eventAt(place));
      }
      return { events, position: place === 0 ? after : String(place), atEnd: place >= end };
    });
  }

  async *subscribe(options: Subscribe): AsyncGenerator<Page, void, undefined> {
    yield* follow(this, this.arrivals, options);
  }

  head(): Promise<Position | undefined> {
    return this.opened(() => this.headNow());
  }

  findCommand(commandId: string): Promise<SeenCommand | undefined> {
    return this.opened(() => this.commands.get(commandId.toLowerCase()));
  }

  facts(): EngineFacts {
    return { engine: 'memory', durability: 'none', where: 'the memory of this process' };
  }

  close(): Promise<void> {
    this.failure ??= closedStore();
    this.arrivals.announce();
    return Promise.resolve();
  }

  private opened<T>(work: () => T): Promise<T> {
    return new Promise((resolve) => {
      if (this.failure) throw this.failure;
      resolve(work());
    });
  }

  private keep(stream: string, batch: readonly SealedEvent[], options: AppendOptions): Appended {
    const places = this.streams.get(stream) ?? [];
    const firstRevision = places.length;
    for (const event of batch) {
      places.push(this.log.push({ ...event, stream }) - 1);
      this.eventIds.add(event.id);
    }
    this.streams.set(stream, places);
    const appended = { stream, firstRevision, revision: places.length - 1, position: String(this.log.length) };
    this.commands.set(options.commandId.toLowerCase(), { ...appended, commandHash: options.commandHash });
    this.arrivals.announce();
    return appended;
  }

  private endOf(stream: string): StreamEnd {
    const place = this.streams.get(stream)?.at(-1);
    return (place === undefined ? undefined : this.log[place]) ?? NO_STREAM;
  }

  private eventAt(place: number): StoredEvent {
    const kept = this.log[place];
    if (!kept) throw new RangeError(`nothing is stored at ${place + 1}`);
    return unpack(kept.text, kept.hash, String(place + 1));
  }

  private headNow(): Position | undefined {
    return this.log.length === 0 ? undefined : String(this.log.length);
  }
}
