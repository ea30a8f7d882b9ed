import { join, relative, resolve } from 'node:path';
import type { ReadableStream, ReadableStreamDefaultReader } from 'node:stream/web';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { packageRoot } from '../../platform/package-root.js';
import { ImportFailed, type ImportProblem } from '../reader/import-problem.js';
import type { Item, Listener, Log } from './log-telling.js';

/** What the thread says: how far it is, and once where what it finds can be had. */
export type Said = { readonly bytesRead: number; readonly bytes: number } | { readonly stream: ReadableStream<Piece> };

/** What it finds; and last, where it cannot go on, why. */
export type Piece = { readonly items: Item[] } | { readonly failed: ImportProblem };

/**
 * Where the code of the thread is: in the build that this file is of. A thread takes no TypeScript, so the sources take
 * the build that tests are run on (`BATON_TEST_DIST`, or `dist`).
 * @param self the address of this file
 */
export function threadOf(self: string, env: NodeJS.ProcessEnv = process.env): URL {
  const beside = new URL('./log-thread.js', self);
  if (!self.endsWith('.ts')) return beside;
  const root = packageRoot();
  const built = resolve(root, env['BATON_TEST_DIST'] ?? 'dist');
  return pathToFileURL(join(built, relative(root, fileURLToPath(beside))));
}

/** Reads a log like `tellLog`, in a thread of its own, while this one writes what it finds. */
export async function* tellBeside(log: Log, { onProgress, signal }: Listener): AsyncGenerator<Item[], void> {
  signal.throwIfAborted();
  const worker = new Worker(threadOf(import.meta.url), { workerData: log });
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  const broken = new Promise<never>((_, reject) => {
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the thread that reads the log has ended before its end')));
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  // Whoever reads hears of it; where nobody does any more, it must not end the process.
  broken.catch(() => undefined);
  const begun = new Promise<ReadableStream<Piece>>((resolve) => {
    worker.on('message', (said: Said) => {
      if ('stream' in said) resolve(said.stream);
      else onProgress(said.bytesRead, said.bytes);
    });
  });
  let pieces: ReadableStreamDefaultReader<Piece> | undefined;
  try {
    pieces = (await Promise.race([begun, broken])).getReader();
    for (;;) {
      const { done, value } = await Promise.race([pieces.read(), broken]);
      if (done) return;
      if ('failed' in value) throw failureOf(value.failed);
      yield value.items;
    }
  } finally {
    // What has failed already refuses to be cancelled, with the failure that was told above.
    await Promise.race([pieces?.cancel().catch(() => undefined), ended]);
    worker.postMessage('taken');
    await ended;
  }
}

const failureOf = ({ code, message, remedy, ...place }: ImportProblem): ImportFailed =>
  new ImportFailed(code, message, remedy, place);
