import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** What a file must be to be the one that was written. */
export interface Fingerprint {
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

export interface Reading {
  /** Is told after each piece how many bytes are done. */
  readonly onBytes?: (bytes: number) => void;
  /** Stops it; it then rejects. */
  readonly signal?: AbortSignal | undefined;
}

/** Reads a file whole. Throws what the file system says, or that it was stopped. */
export const fingerprintOf = (file: string, reading: Reading = {}): Promise<Fingerprint> =>
  read(file, new Writable({ write: (_piece, _encoding, done) => done() }), reading);

/**
 * Copies a file into a new one, on the disk when it resolves, that only its owner may read.
 * @returns the fingerprint of what was read
 */
export const copyWhole = (from: string, to: string, reading: Reading = {}): Promise<Fingerprint> =>
  read(from, createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true }), reading);

async function read(file: string, out: Writable, { onBytes, signal }: Reading): Promise<Fingerprint> {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(
    createReadStream(file, { highWaterMark: PIECE }),
    async function* (pieces: AsyncIterable<Buffer>) {
      for await (const piece of pieces) {
        hash.update(piece);
        bytes += piece.length;
        yield piece;
        onBytes?.(bytes);
      }
    },
    out,
    signal === undefined ? {} : { signal },
  );
  return { bytes, sha256: hash.digest('hex') };
}

const PIECE = 1024 * 1024;
