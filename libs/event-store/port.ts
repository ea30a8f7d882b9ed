import type { By, Position, Recorded } from '@baton/contracts';

/** Where a stream must stand for an append to go through: always said, never defaulted. */
export type Expected = 'none' | 'exists' | 'any' | number;

/** An event as a caller hands it over; the engine adds stream, revision, position and the hash chain. */
export interface NewEvent {
  /** UUID, unique in the whole store. */
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly by: By;
  readonly correlationId: string;
  readonly causationId: string;
  readonly traceparent?: string;
  readonly imported?: true;
  readonly data: object;
}

/** How long a caller has. */
export interface Hurry {
  /** How long an engine that waits for others goes on without an answer, milliseconds; its own time unless told. */
  readonly patience?: number | undefined;
}

export interface AppendOptions extends Hurry {
  readonly expected: Expected;
  /** The command that writes; asked again with the same hash it answers what it answered before (X1). */
  readonly commandId: string;
  /** SHA-256 (hex) of the canonical command. */
  readonly commandHash: string;
  /** Other streams that must stand where the caller saw them; refused, never faked, where an engine cannot. */
  readonly checks?: readonly { readonly stream: string; readonly expected: Expected }[];
}

/** What an append did: the last event's place. The same command asked again gets the same answer. */
export interface Appended {
  readonly stream: string;
  /** Revision of the first event written. */
  readonly firstRevision: number;
  /** Revision of the last event written. */
  readonly revision: number;
  readonly position: Position;
}

/** A command that wrote before. */
export interface SeenCommand extends Appended {
  readonly commandHash: string;
}

/** An event as read; its data is what the published language says of its type. */
export type StoredEvent = Recorded;

export interface Filter {
  /** Only streams of these kinds (`case`, `customer`, …). */
  readonly kinds?: readonly string[];
  /** Only events of these types. */
  readonly types?: readonly string[];
}

export interface ReadStream extends Hurry {
  /** First revision wanted, inclusive. */
  readonly from?: number;
  /** Last revision wanted, inclusive. */
  readonly to?: number;
  readonly direction?: 'forwards' | 'backwards';
  /** At most so many events. */
  readonly limit?: number;
}

export interface ReadAll {
  /** Only events after this position; from the beginning when absent. */
  readonly after?: Position | undefined;
  /** Only events up to this position, inclusive. */
  readonly upTo?: Position | undefined;
  readonly filter?: Filter | undefined;
  /** At most so many events in the page. */
  readonly limit: number;
}

/** A run of events in position order, and how far the log has been looked through (a filter may skip the last ones). */
export interface Page {
  readonly events: readonly StoredEvent[];
  /** Everything up to here has been looked through: the checkpoint to keep. Undefined on an empty log. */
  readonly position: Position | undefined;
  /** True when nothing further was stored, up to `upTo` where it is given, at the time of reading. */
  readonly atEnd: boolean;
}

/** A subscription goes on without an answer for as long as that takes, unless `patience` says how long. */
export interface Subscribe extends Hurry {
  readonly after?: Position | undefined;
  readonly filter?: Filter | undefined;
  /** Ends the subscription. */
  readonly signal: AbortSignal;
  /** Largest page handed over at once, 1 to 10,000; 1,000 unless told. */
  readonly pageSize?: number;
}

/** What the engine says of itself, for the start-up lines and for health. */
export interface EngineFacts {
  readonly engine: 'memory' | 'sqlite' | 'eventstoredb';
  /** How durable an acknowledged append is, as read back from the engine. */
  readonly durability: string;
  /** Where the events are, for people. */
  readonly where: string;
}

/**
 * The port to an engine that keeps events. Positions are in commit order by construction: a reader that has seen
 * a position never finds an earlier one afterwards.
 */
export interface EventStore {
  /**
   * Appends all events or none.
   * Throws `WrongExpectedRevision` (carries the actual revision), `CommandIdReused` (the command id was seen with
   * another hash), `TooLarge` (an event over 256 KiB, an append over 900 KiB), `ChecksUnsupported`, `StoreFailed`.
   * An empty list of events is a programming error and throws. An event id that is taken throws `EventIdReused`;
   * ids of UUID version 5 must be derived from the command (`derivedId(commandId, index)`), so that no engine has to
   * look them up. An engine without an index over streams (`eventstoredb`) knows commands and ids again within the stream
   * they were written to, and not in another one.
   */
  append(stream: string, events: readonly NewEvent[], options: AppendOptions): Promise<Appended>;
  /** The events of a stream; nothing for a stream that does not exist. */
  readStream(stream: string, options?: ReadStream): AsyncIterable<StoredEvent>;
  /**
   * One page of the whole log. Throws `StoreFailed`: STORE_BEHIND_READER where `after` lies beyond the end of the log,
   * POSITION_UNKNOWN where it is no place in it, which an engine tells whose positions are not dense.
   */
  readAll(options: ReadAll): Promise<Page>;
  /**
   * The log from a position on, then live, in position order, until the signal. Pages may be empty of events when only
   * the position moved. Throws `StoreFailed`, also when the store is closed before the signal.
   */
  subscribe(options: Subscribe): AsyncIterable<Page>;
  /** The last position, undefined on an empty log. */
  head(): Promise<Position | undefined>;
  /** What a command wrote, if it wrote. The stream tells engines that keep no index of commands where to look. */
  findCommand(commandId: string, stream: string, hurry?: Hurry): Promise<SeenCommand | undefined>;
  /**
   * Tries whether an append could be stored, and stores nothing. Rejects with `StoreFailed` where it could not; resolves
   * where nothing is known against it. Absent in an engine where `head` tells as much.
   */
  tryWriting?(): Promise<void>;
  facts(): EngineFacts;
  /** Finishes what was accepted, refuses what comes after, frees the engine. */
  close(): Promise<void>;
}
