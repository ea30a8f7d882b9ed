import { ReadableStream } from 'node:stream/web';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { ImportFailed, type ImportProblem } from '../reader/import-problem.js';
import type { Piece, Said } from './beside.js';
import { tellLog, type Log } from './log-telling.js';

// The thread that reads a log: it hands over what it finds as that is asked for.
const port = parentPort as MessagePort;
const say = (said: Said, moved: ReadableStream[] = []): void => port.postMessage(said, moved);
const ending = new AbortController();
const telling = tellLog(workerData as Log, {
  onProgress: (bytesRead, bytes) => say({ bytesRead, bytes }),
  signal: ending.signal,
});

const stream = new ReadableStream<Piece>(
  {
    async pull(pieces) {
      const piece = await next();
      if (piece) pieces.enqueue(piece);
      else pieces.close();
    },
    async cancel() {
      ending.abort();
      await telling.return();
    },
  },
  { highWaterMark: 4 },
);
// The thread lives until it is told that all was taken, also while nobody asks for more.
port.once('message', () => port.close());
say({ stream }, [stream]);

async function next(): Promise<Piece | undefined> {
  try {
    const { done, value } = await telling.next();
    return done ? undefined : { items: value };
  } catch (error) {
    // An error that is handed to another thread loses what it says beside its message.
    if (error instanceof ImportFailed) return { failed: problemOf(error) };
    throw error;
  }
}

function problemOf({ code, message, remedy, line, trace, reference }: ImportFailed): ImportProblem {
  const place = Object.entries({ line, trace, reference }).filter(([, value]) => value !== undefined);
  return { code, message, remedy, ...Object.fromEntries(place) };
}
