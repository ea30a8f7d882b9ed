import { hash } from 'node:crypto';

/** Hexadecimal digits of a UUID. */
const DIGITS = 32;

let last = { name: '', bytes: Buffer.alloc(0) };

/**
 * A name-based UUID (version 5, RFC 9562 section 5.5) of a command: the same command always makes the same ids, so a
 * retry is harmless. Every event has one, so it is written for speed: three times as fast as the package `uuid`, which
 * the specs hold it against.
 * @param commandId the command's id, a UUID; throws on anything else
 * @param word what the id is for: `transfer`, `promise`, or the index of an event
 */
export function derivedId(commandId: string, word: string | number): string {
  const digest = hash('sha1', Buffer.concat([bytesOf(commandId), Buffer.from(String(word))]), 'hex');
  const variant = ((parseInt(digest.charAt(16), 16) & 0x3) | 0x8).toString(16);
  const timed = `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}`;
  return `${timed}-${variant}${digest.slice(17, 20)}-${digest.slice(20, DIGITS)}`;
}

/** The bytes of a UUID. The events of a command are made one after another, so the last one is remembered. */
function bytesOf(uuid: string): Buffer {
  if (last.name === uuid) return last.bytes;
  const bytes = Buffer.from(uuid.replaceAll('-', ''), 'hex');
  if (uuid.length !== DIGITS + 4 || bytes.length !== DIGITS / 2) throw new TypeError(`"${uuid}" is no UUID`);
  last = { name: uuid, bytes };
  return bytes;
}
