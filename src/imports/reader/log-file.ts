import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { TextDecoder } from 'node:util';
import { createGunzip } from 'node:zlib';
import { ImportFailed } from './import-problem.js';

/** A file of a log, opened for one reading from its beginning to its end. */
export interface LogFile {
  /** Its size on disk in bytes. */
  readonly bytes: number;
  /** How many of these bytes have been read so far. */
  bytesRead(): number;
  /** The text, decompressed and decoded, in chunks. Throws `ImportFailed` where the file is not what it should be. */
  readonly text: AsyncIterable<string>;
}

/** Bytes of text at a time: enough cases in one go for the engine to commit many together. */
const CHUNK = 1024 * 1024;
const GZIP = [0x1f, 0x8b];
const ZIP = [0x50, 0x4b, 0x03, 0x04];

/**
 * Opens a log, plain or compressed with gzip (told by its first bytes, not by its name).
 * @param encodingOf names the encoding, a WHATWG label, from the first bytes of the text; a byte order mark goes first
 */
export async function openLogFile(path: string, encodingOf: (head: Uint8Array) => string): Promise<LogFile> {
  const bytes = await sizeOf(path);
  const head = await firstBytes(path);
  if (startsWith(head, ZIP)) {
    throw new ImportFailed('FILE_DAMAGED', `${path} is a ZIP archive`, 'Unpack it and give the file inside.');
  }
  const compressed = startsWith(head, GZIP);
  const source = createReadStream(path, { highWaterMark: compressed ? CHUNK / 16 : CHUNK });
  const raw = compressed ? pipeline(source, createGunzip({ chunkSize: CHUNK }), () => undefined) : source;
  return { bytes, bytesRead: () => source.bytesRead, text: decoded(path, raw, encodingOf) };
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((error: unknown) => {
    throw fileError(path, error);
  });
  if (found.isDirectory()) {
    throw new ImportFailed('FILE_IS_DIRECTORY', `${path} is a folder`, 'Give the path of the log file inside it.');
  }
  if (!found.isFile()) {
    throw new ImportFailed('FILE_UNREADABLE', `${path} is no ordinary file`, 'Save what it gives to a file first.');
  }
  if (found.size === 0) throw empty(path);
  return found.size;
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path).catch((error: unknown) => {
    throw fileError(path, error);
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function* decoded(
  path: string,
  raw: AsyncIterable<unknown>,
  encodingOf: (head: Uint8Array) => string,
): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let offset = 0;
  try {
    for await (const chunk of raw as AsyncIterable<Uint8Array>) {
      decoder ??= decoderFor(bomOf(chunk) ?? encodingOf(chunk));
      yield decode(decoder, path, offset, chunk);
      offset += chunk.length;
    }
  } catch (error) {
    throw error instanceof ImportFailed ? error : fileError(path, error);
  }
  if (!decoder) throw empty(path);
  yield decode(decoder, path, offset);
}

function decoderFor(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new ImportFailed(
      'ENCODING_WRONG',
      `${encoding} is no encoding that Baton knows`,
      'Name one of the WHATWG encoding labels, such as utf-8, windows-1252 or iso-8859-15.',
    );
  }
}

function decode(decoder: TextDecoder, path: string, offset: number, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    throw new ImportFailed(
      'ENCODING_WRONG',
      `${path} is not ${decoder.encoding} text: something after byte ${offset} (of the text, decompressed) does not fit`,
      'Save the file in that encoding, or name the right one: in the XML declaration of an XES log, in csv.encoding of the profile for a CSV.',
    );
  }
}

function bomOf(head: Uint8Array): string | undefined {
  if (startsWith(head, [0xef, 0xbb, 0xbf])) return 'utf-8';
  if (startsWith(head, [0xff, 0xfe])) return 'utf-16le';
  return startsWith(head, [0xfe, 0xff]) ? 'utf-16be' : undefined;
}

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, index) => bytes[index] === byte);

const empty = (path: string): ImportFailed =>
  new ImportFailed('FILE_EMPTY', `${path} is empty`, 'Give a file that holds a log.');

function fileError(path: string, error: unknown): unknown {
  const code = (error as { code?: string }).code ?? '';
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new ImportFailed('FILE_MISSING', `There is no file ${path}`, 'Check the path.');
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EIO') {
    return new ImportFailed('FILE_UNREADABLE', `${path} cannot be read (${code})`, 'Check its rights and its disk.');
  }
  if (code === 'Z_BUF_ERROR') {
    return new ImportFailed(
      'FILE_TRUNCATED',
      `${path} ends in the middle of its compressed data`,
      'Get the whole file and run the import again: what was read is kept, the rest is added.',
    );
  }
  if (code.startsWith('Z_')) {
    return new ImportFailed(
      'FILE_DAMAGED',
      `${path} is damaged: its compressed data does not fit together (${code})`,
      'Get the file again and repeat the import: what was read is kept, the rest is added.',
    );
  }
  return error;
}
