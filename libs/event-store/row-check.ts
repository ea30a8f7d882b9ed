import { hash } from 'node:crypto';
import { derivedId } from '@baton/contracts';
import type { FiledAbout, StoredRow } from './stored-log.js';

/** What of a sealed event says where it belongs. */
interface Claims {
  readonly id?: unknown;
  readonly stream?: unknown;
  readonly revision?: unknown;
  readonly type?: unknown;
  readonly commandId?: unknown;
  readonly previousHash?: unknown;
}

/** Where a stream ended before an event. */
export interface StreamHead {
  readonly revision: number;
  readonly hash: string;
}

/** What looking at an event found; `why` is what is wrong with it, absent where nothing is. */
export interface Judged {
  readonly why?: string | undefined;
  /** It is the last event that its command wrote: the one the command is filed with. */
  readonly lastOfCommand?: boolean;
  /** Its id is not made of its command, and filed by itself. */
  readonly foreignId?: boolean;
}

/**
 * Judges an event as it is stored, looking at it and at the event before it in its stream: the bytes are what was hashed,
 * it is filed under what it says, it follows the one before, and, where the engine files them, its command and its id are
 * filed with it.
 */
export function faultOf(row: StoredRow, before: StreamHead, filed: FiledAbout | undefined): Judged {
  if (filed && Number(row.position) < 1) return { why: 'it stands before the beginning of the log' };
  if (hash('sha256', row.body, 'hex') !== row.hash) return { why: 'its content is not what was hashed' };
  const claims = claimsOf(row.body);
  if (!claims) return { why: 'its content is no event' };
  const why = misfiled(row, claims) ?? outOfOrder(row, claims, before);
  if (why !== undefined) return { why };
  return filed ? placed(Number(row.position), claims, filed) : {};
}

function claimsOf(body: Buffer): Claims | undefined {
  try {
    const value = JSON.parse(body.toString('utf8')) as unknown;
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function misfiled(row: StoredRow, claims: Claims): string | undefined {
  const { stream } = row;
  if (stream === undefined || stream !== claims.stream) {
    return `it is filed under ${stream ?? 'no stream'}, but says ${told(claims.stream)}`;
  }
  if (row.kind !== stream.slice(0, stream.indexOf('-'))) return `its stream is filed under the kind ${told(row.kind)}`;
  if (row.revision !== claims.revision) return `it is filed under this revision, but says ${told(claims.revision)}`;
  return row.type === claims.type
    ? undefined
    : `it is filed under the type ${told(row.type)}, but says ${told(claims.type)}`;
}

function outOfOrder(row: StoredRow, claims: Claims, before: StreamHead): string | undefined {
  const expected = before.revision + 1;
  if (row.revision > expected) return `revision ${expected} is missing before it`;
  if (row.revision < expected) return `revision ${before.revision} stands before it`;
  return claims.previousHash === before.hash ? undefined : 'it does not continue the event before';
}

function placed(position: number, { id, commandId }: Claims, filed: FiledAbout): Judged {
  const place = typeof commandId === 'string' ? filed.commandPlace(commandId) : undefined;
  if (!place) return { why: 'the command that wrote it is not filed' };
  const first = place.position - place.events + 1;
  if (position > place.position || position < first) {
    return { why: `its command wrote the positions ${first} to ${place.position}` };
  }
  const lastOfCommand = position === place.position;
  if (id === derivedId(commandId as string, position - first)) return { lastOfCommand };
  const foreign = typeof id === 'string' ? filed.foreignIdPlace(id) : undefined;
  if (foreign === position) return { lastOfCommand, foreignId: true };
  return { why: foreign === undefined ? 'its id is not filed' : `its id is filed with position ${foreign}` };
}

const told = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing'));
