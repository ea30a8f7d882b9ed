import { once } from 'node:events';
import type { PassThrough } from 'node:stream';
import type { FeedMessage } from './case-feed.js';
import { cloudEventOf } from './cloud-event.js';
import type { EndOfFeed } from './feed-buffer.js';
import type { Heartbeats } from './heartbeats.js';

/** How long a client should wait before it comes again, milliseconds. */
const RETRY_MS = 1000;
/** After so many beats in which a client took nothing it is given up. */
const BEATS_OF_PATIENCE = 4;

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
    if (stalled >= BEATS_OF_PATIENCE) out.destroy();
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

/** A message as the lines of one Server-Sent Event. Its id is the position, which a client sends back when it returns. */
export function linesOf(message: FeedMessage): string {
  if (message.kind === 'event') {
    return `id: ${message.event.position}\ndata: ${JSON.stringify(cloudEventOf(message.event))}\n\n`;
  }
  const { kind, position } = message;
  const id = position === undefined ? '' : `id: ${position}\n`;
  const from = position ?? 'beginning';
  const data = kind === 'caught-up' ? { position: from } : { ...reasonOf(message.why), position: from };
  return `${id}event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`;
}

const goOn = 'Nothing is lost: go on after the position.';
const reasonOf = ({ kind }: EndOfFeed): { code: string; message: string } => {
  if (kind === 'too-slow') return { code: 'TOO_SLOW', message: `You take events too slowly and were cut off. ${goOn}` };
  if (kind === 'stopping') return { code: 'STOPPING', message: `The service is stopping. ${goOn}` };
  return { code: 'STORE_FAILED', message: `The events cannot be read at the moment. ${goOn}` };
};
