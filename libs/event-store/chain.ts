import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';
import type { StoredEvent } from './port.js';

/** An event as it is hashed: all of it but the hash itself and the place in the engine's log. */
export type Unsealed = Omit<StoredEvent, 'hash' | 'position'>;

/** The `previousHash` of a stream's first event. */
export const NO_HASH = '0'.repeat(64);

/** SHA-256 of a text, lower-case hex. */
export const sha256 = (text: string): string => hash('sha256', text, 'hex');

/**
 * Seals an event into its stream's chain.
 * @returns its canonical JSON, which is what an engine stores, and the SHA-256 (hex) of exactly that text.
 */
export function seal(event: Unsealed): { readonly text: string; readonly hash: string } {
  const text = canonicalJson(event);
  return { text, hash: sha256(text) };
}

/** The SHA-256 (hex) of a command: the same id with another one is refused (X1). */
export const hashOfCommand = (type: string, body: object): string => sha256(canonicalJson({ type, body }));

/** Where a chain is broken, and how one knows. */
export interface BrokenLink {
  readonly event: StoredEvent;
  readonly reason: string;
}

/**
 * Verifies that events are what was stored: every stream starts at revision 0, misses none, and every hash and link
 * is right. Takes one whole stream, or the whole log with its streams interleaved.
 * @returns the first bad event, or nothing
 */
export async function verifyChain(
  events: Iterable<StoredEvent> | AsyncIterable<StoredEvent>,
): Promise<BrokenLink | undefined> {
  const tails = new Map<string, { revision: number; hash: string }>();
  for await (const event of events) {
    const tail = tails.get(event.stream) ?? { revision: -1, hash: NO_HASH };
    const reason = fault(event, tail);
    if (reason) return { event, reason };
    tails.set(event.stream, { revision: event.revision, hash: event.hash });
  }
  return undefined;
}

function fault(event: StoredEvent, tail: { revision: number; hash: string }): string | undefined {
  if (event.revision !== tail.revision + 1) return `revision ${tail.revision + 1} is missing`;
  if (event.previousHash !== tail.hash) return 'it does not continue the event before';
  const { hash, position: _position, ...unsealed } = event;
  return seal(unsealed).hash === hash ? undefined : 'its content is not what was hashed';
}
