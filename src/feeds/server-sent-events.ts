import { once } from 'node:events';
import type { PassThrough } from 'node:stream';
import type { Heartbeats } from '../platform/http/heartbeats.js';
import { PATIENCE } from '../platform/http/patience.js';
import type { FeedMessage } from './case-feed.js';
import { endOf, placeOf } from './feed-end.js';
import { textOf, type FeedRun } from './feed-run.js';

/** How long a client should wait before it comes again, milliseconds. */
const RETRY_MS = 1000;

/** Writes a feed as Server-Sent Events until it ends or the client goes. Throws what the feed throws. */
export async function writeFeed(
  messages: AsyncIterable<FeedMessage>,
  out: PassThrough,
  heartbeats: Heartbeats,
  signal: AbortSignal,
): Promise<void> {
  let stalled = 0;
  const stop = heartbeats.start(() => {
    stalled = out.writableNeedDrain ? stalled + 1 : 0;
    if (stalled >= PATIENCE.beats) out.destroy();
    else if (stalled === 0) out.write(': still here\n\n');
  });
  try {
    out.write(`retry: ${RETRY_MS}\n\n`);
    for await (const message of messages) {
      // A client that takes nothing holds what the stream holds; live events wait in the feed's bounded buffer.
      if (!out.write(linesOf(message))) await drained(out, signal);
      if (signal.aborted) return;
    }
    out.end();
  } finally {
    stop();
  }
}

async function drained(out: PassThrough, signal: AbortSignal): Promise<void> {
  try {
    await once(out, 'drain', { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

const written = new WeakMap<FeedRun, Buffer>();

/** A message as Server-Sent Events. Their id is the position, which a client sends back when it returns. */
function linesOf(message: FeedMessage): Buffer | string {
  if (message.kind === 'run') return linesOfRun(message.run);
  const id = message.position === undefined ? '' : `id: ${message.position}\n`;
  const data = message.kind === 'caught-up' ? { position: placeOf(message.position) } : endOf(message);
  return `${id}event: ${message.kind}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** A run's bytes: made once, however many readers get it. */
function linesOfRun(run: FeedRun): Buffer {
  const known = written.get(run);
  if (known) return known;
  const lines = Buffer.from(run.events.map((event) => `id: ${event.position}\ndata: ${textOf(event)}\n\n`).join(''));
  written.set(run, lines);
  return lines;
}
