import { hash } from 'node:crypto';
import type { CommandPlace, StoredRow } from '@baton/event-store';

/** What of a sealed event says where it belongs. */
interface Claims {
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

/**
 * What is wrong with an event as it is stored, looking at it and at the event before it in its stream: the bytes are
 * what was hashed, it is filed under what it says, it follows the one before, and its command is filed with it.
 * @returns nothing where all of it is right
 */
export function faultOf(
  row: StoredRow,
  before: StreamHead,
  commandPlace: (commandId: string) => CommandPlace | undefined,
): string | undefined {
  if (hash('sha256', row.body, 'hex') !== row.hash) return 'its content is not what was hashed';
  const claims = claimsOf(row.body);
  if (!claims) return 'its content is no event';
  return misfiled(row, claims) ?? outOfOrder(row, claims, before) ?? misplaced(row, claims, commandPlace);
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

function misplaced(
  { position }: StoredRow,
  { commandId }: Claims,
  commandPlace: (commandId: string) => CommandPlace | undefined,
): string | undefined {
  const place = typeof commandId === 'string' ? commandPlace(commandId) : undefined;
  if (!place) return 'the command that wrote it is not filed';
  if (position <= place.position && position > place.position - place.events) return undefined;
  return `its command wrote the positions ${place.position - place.events + 1} to ${place.position}`;
}

const told = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing'));
