import { derivedId } from '@baton/contracts';
import { validate as isUuid, version } from 'uuid';
import { NO_HASH, seal } from './chain.js';
import { CommandIdReused, StoreFailed, TooLarge } from './errors.js';
import type { AppendOptions, Appended, Expected, NewEvent, SeenCommand, StoredEvent } from './port.js';

/** Largest event, in bytes of its stored JSON: 256 KiB on every engine. */
export const MAX_EVENT_BYTES = 256 * 1024;
/** Largest append, in bytes of its stored JSON: 900 KiB on every engine, since one of them takes no more than 1 MiB. */
export const MAX_APPEND_BYTES = 900 * 1024;

const STREAM = /^[a-z][a-z0-9]{0,39}-.{1,200}$/su;
const HASH = /^[0-9a-f]{64}$/;

/** An event ready to be stored. */
export interface SealedEvent {
  readonly id: string;
  /** The id is made of the command's id and the event's index: unique because the command is. */
  readonly derived: boolean;
  readonly type: string;
  readonly revision: number;
  /** Canonical JSON without hash and position: the stored form. */
  readonly text: string;
  readonly hash: string;
}

/** Where a stream ends: revision -1 and 64 zeros for one that does not exist. */
export interface StreamEnd {
  readonly revision: number;
  readonly hash: string;
}

/** The end of a stream that does not exist. */
export const NO_STREAM: StreamEnd = { revision: -1, hash: NO_HASH };

/** The kind of a stream: what stands before the first dash of its name. */
export const kindOf = (stream: string): string => stream.slice(0, stream.indexOf('-'));

/**
 * Refuses a malformed append before an engine sees it. What is refused here is a bug of the caller. UUIDs of version 5
 * are reserved for ids derived from the append's own command, so that those are unique without being looked up.
 */
export function checkAppend(stream: string, events: readonly NewEvent[], options: AppendOptions): void {
  if (!STREAM.test(stream))
    throw new TypeError(`"${stream}" is no stream's name: <kind>-<key>, at most 240 characters`);
  if (events.length === 0) throw new TypeError(`an append to ${stream} without events`);
  if (!isUuid(options.commandId)) throw new TypeError(`the command id "${options.commandId}" is no UUID`);
  if (!HASH.test(options.commandHash)) throw new TypeError('the command hash is no SHA-256 in lower-case hex');
  if (typeof options.expected === 'number' && !(Number.isSafeInteger(options.expected) && options.expected >= 0)) {
    throw new TypeError(`${options.expected} is no revision`);
  }
  for (const [index, event] of events.entries()) {
    if (!isUuid(event.id)) throw new TypeError(`the event id "${event.id}" is no UUID`);
    if (version(event.id) === 5 && !isDerived(event, index, options)) {
      throw new TypeError(
        `the event id ${event.id} is of version 5, but not derived from the command and index ${index}`,
      );
    }
    if (event.type === '') throw new TypeError('an event without a type');
    if (!Number.isSafeInteger(event.schemaVersion)) throw new TypeError(`${event.type} lacks its schema version`);
    if (typeof event.data !== 'object' || event.data === null) throw new TypeError(`${event.type} has no data`);
  }
  if (new Set(events.map((event) => event.id.toLowerCase())).size !== events.length) {
    throw new TypeError(`two events of one append to ${stream} have the same id`);
  }
}

/** Whether a stream that ends at `actual` (-1: does not exist) stands where it is expected. */
export function standsAt(expected: Expected, actual: number): boolean {
  if (expected === 'any') return true;
  if (expected === 'none') return actual === -1;
  if (expected === 'exists') return actual >= 0;
  return expected === actual;
}

/** X1: what a command that wrote before is answered again. Throws `CommandIdReused` where its body is another. */
export function answerAgain({ commandHash, ...appended }: SeenCommand, options: AppendOptions): Appended {
  if (commandHash !== options.commandHash) throw new CommandIdReused(options.commandId);
  return appended;
}

/** What an append is answered that others were faster than, again and again. */
export const contended = (stream: string, times: number): StoreFailed =>
  new StoreFailed(
    'STORE_CONTENDED',
    `${stream} was written to by others ${times} times in a row`,
    'Nothing was stored: send the command again',
  );

/** Seals a batch onto the end of its stream. Throws `TooLarge`, and on data that JSON has no word for. */
export function sealBatch(
  stream: string,
  events: readonly NewEvent[],
  options: AppendOptions,
  end: StreamEnd,
): SealedEvent[] {
  let { revision, hash } = end;
  let total = 0;
  return events.map((event) => {
    revision += 1;
    const sealed = seal(stored(stream, event, options, revision, hash));
    hash = sealed.hash;
    const bytes = Buffer.byteLength(sealed.text);
    total += bytes;
    if (bytes > MAX_EVENT_BYTES) throw new TooLarge('event', bytes, MAX_EVENT_BYTES);
    if (total > MAX_APPEND_BYTES) throw new TooLarge('append', total, MAX_APPEND_BYTES);
    return { id: event.id.toLowerCase(), derived: version(event.id) === 5, type: event.type, revision, ...sealed };
  });
}

/** Reads back what `sealBatch` made. */
export const unpack = (text: string, hash: string, position: string): StoredEvent =>
  ({ ...(JSON.parse(text) as object), position, hash }) as StoredEvent;

function stored(stream: string, event: NewEvent, options: AppendOptions, revision: number, previousHash: string) {
  return {
    id: event.id.toLowerCase(),
    type: event.type,
    schemaVersion: event.schemaVersion,
    stream,
    revision,
    occurredAt: event.occurredAt,
    recordedAt: event.recordedAt,
    by: event.by,
    commandId: options.commandId.toLowerCase(),
    commandHash: options.commandHash,
    correlationId: event.correlationId,
    causationId: event.causationId,
    traceparent: event.traceparent,
    imported: event.imported,
    previousHash,
    data: event.data,
  } as Parameters<typeof seal>[0];
}

const isDerived = (event: NewEvent, index: number, { commandId }: AppendOptions): boolean =>
  event.id.toLowerCase() === derivedId(commandId, index);
