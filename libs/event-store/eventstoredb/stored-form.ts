import { jsonEvent, type EventData } from '@eventstore/db-client';
import { canonicalJson } from '../canonical-json.js';
import { StoreFailed } from '../errors.js';
import type { StoredEvent } from '../port.js';
import type { SealedEvent } from '../preparation.js';
import type { StoredRow } from '../stored-log.js';

/** An event as the client reads it: nothing about it is certain. */
export interface ReadEvent {
  readonly streamId: string;
  readonly id: string;
  readonly revision: bigint;
  readonly type: string;
  readonly data: unknown;
  readonly metadata?: unknown;
  readonly isJson: boolean;
  readonly position?: { readonly commit: bigint; readonly prepare: bigint } | undefined;
}

/**
 * About how many bytes an event holds in memory: its texts and bytes, and something for each other value. Goes by a list of
 * its own, since what other programs wrote may be nested deeper than calls can be.
 */
export function sizeOf({ data, metadata }: Pick<ReadEvent, 'data' | 'metadata'>): number {
  let size = 0;
  for (const left: unknown[] = [data, metadata]; left.length > 0;) {
    const value = left.pop();
    if (typeof value === 'string') size += value.length;
    else if (value instanceof Uint8Array) size += value.byteLength;
    else {
      size += VALUE_SIZE;
      if (typeof value !== 'object' || value === null) continue;
      for (const [name, held] of Object.entries(value)) {
        size += name.length;
        left.push(held);
      }
    }
  }
  return size;
}

/** What a value takes that is no text, bytes. */
const VALUE_SIZE = 16;

/** What a server gives as position that has none to give. */
const NO_POSITION = 2n ** 64n - 1n;

/**
 * The id under which the server keeps an event: a UUID of version 8 made of the event's hash. The server takes an append
 * for one that was made before where the ids are the same, whatever else they say; so ours are the same only where
 * everything is.
 */
export function serverId(hash: string): string {
  const variant = ((parseInt(hash.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

/**
 * An event as it is handed to the server. Its data is data there; the rest is metadata, with the two names by which the
 * server's own tools follow a conversation.
 */
export function serverForm({ text, hash, type }: SealedEvent): EventData {
  const { data, stream: _stream, revision: _revision, type: _type, ...rest } = JSON.parse(text) as StoredEvent;
  const { correlationId, causationId, ...others } = rest;
  const metadata = { ...others, hash, $correlationId: correlationId, $causationId: causationId };
  return jsonEvent({ id: serverId(hash), type, data: data as Record<string, unknown>, metadata });
}

/** A stored event as it was sealed. Throws `StoreFailed` STORE_CORRUPT, naming stream and revision, on anything else. */
export function storedEvent(read: ReadEvent, prefix: string): StoredEvent {
  const form = formOf(read, prefix);
  if (typeof form !== 'string') return form;
  throw new StoreFailed(
    'STORE_CORRUPT',
    `${read.streamId} has at revision ${read.revision} what Baton never wrote: ${form}`,
    "Leave streams with the service's prefix to the service; restore the events from a backup",
  );
}

/** A stored event for those who verify it, whatever it is: the body is what the hash should cover. */
export function storedRow(read: ReadEvent, prefix: string): StoredRow {
  const form = formOf(read, prefix);
  const stream = read.streamId.slice(prefix.length);
  const filed = { position: positionOf(read), stream, kind: stream.split('-', 1)[0], revision: Number(read.revision) };
  if (typeof form === 'string') {
    return { ...filed, type: read.type, hash: '', body: Buffer.from(JSON.stringify(read.data) ?? '') };
  }
  const { hash, position: _position, ...sealed } = form;
  return { ...filed, type: read.type, hash, body: Buffer.from(canonicalJson(sealed)) };
}

/** Where an event stands in the log. The server's second number says where its transaction began: nothing here needs it. */
export function positionOf({ streamId, position }: Pick<ReadEvent, 'streamId' | 'position'>): string {
  if (position && position.commit !== NO_POSITION) return `${position.commit}/${position.commit}`;
  const remedy = 'Run EventStoreDB 22.10 or later';
  throw new StoreFailed('STORE_UNREACHABLE', `the server does not say where an event of ${streamId} stands`, remedy);
}

const TEXTS = ['id', 'occurredAt', 'recordedAt', 'commandId', 'commandHash', 'previousHash', 'hash'] as const;

/** The event, or what is wrong with it: the end of a sentence. */
function formOf(read: ReadEvent, prefix: string): StoredEvent | string {
  const { data, metadata } = read;
  if (!read.isJson || !isRecord(data)) return 'its data is no JSON object';
  if (!isRecord(metadata)) return 'its metadata is no JSON object';
  const { $correlationId: correlationId, $causationId: causationId, ...rest } = metadata;
  const named: Record<string, unknown> = { ...rest, correlationId, causationId };
  const missing = [...TEXTS, 'correlationId', 'causationId'].find((name) => typeof named[name] !== 'string');
  if (missing) return `its metadata has no ${missing}`;
  if (!Number.isSafeInteger(named['schemaVersion'])) return 'its metadata has no schemaVersion';
  if (!isRecord(named['by'])) return 'its metadata does not say who did it';
  const filed = { stream: read.streamId.slice(prefix.length), revision: Number(read.revision), type: read.type };
  return { ...named, ...filed, position: positionOf(read), data } as unknown as StoredEvent;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
