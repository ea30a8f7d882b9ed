import type { StreamHead } from '../row-check.js';
import { verifyLog } from '../verification.js';
import { Copying } from './copying.js';
import { damaged, MoveFailed, writtenByOthers } from './move-failed.js';
import type { Moved, Moving } from './moving.js';

/** So often a source may have grown when all of it seemed to be copied. */
const ROUNDS = 10;

/**
 * Copies every event of a log with its id, its times and its hash, in order, and verifies both in the end. Asked again it
 * goes on where it was. Throws `MoveFailed`, and `StoreFailed` of either engine; what was written until then stays.
 */
export async function moveLog(moving: Moving): Promise<Moved> {
  try {
    return await move(moving);
  } catch (error) {
    if (!moving.signal?.aborted || error !== moving.signal.reason) throw error;
    throw new MoveFailed('MOVE_STOPPED', 'Stopped before all of it was there', 'Run it again: it goes on where it was');
  }
}

async function move(moving: Moving): Promise<Moved> {
  const { heads: there } = await verified(moving, 'look');
  const copying = new Copying(moving, there);
  const moved = (): Moved => ({
    events: copying.seen.events,
    streams: copying.seen.heads.size,
    written: copying.written,
  });
  for (let round = 0; round < ROUNDS; round++) {
    const more = await copying.goOn();
    if (copying.seen.events === 0) throw empty();
    if (moving.ahead) return moved();
    if (more > 0) continue;
    await copying.finish();
    const root = copying.root();
    const { root: rootThere, heads } = await verified(moving, 'verify');
    if (rootThere !== root) throw writtenByOthers(difference(copying.seen.heads, heads));
    if ((await copying.goOn()) === 0) return { ...moved(), root };
  }
  throw new MoveFailed(
    'SOURCE_WRITTEN',
    `The source was written to ${ROUNDS} times while it was copied`,
    'Stop whoever writes there and run it again: it goes on where it was',
  );
}

/** Verifies the target. Throws `MoveFailed` TARGET_DAMAGED. */
async function verified({ target, onProgress, signal }: Moving, step: 'look' | 'verify') {
  const heads = new Map<string, StreamHead>();
  const { root, bad, stray } = await verifyLog(target.log, {
    onEvent: ({ stream = '', revision, hash }) => void heads.set(stream, { revision, hash }),
    onProgress: (share, events) => onProgress?.(step, share, events),
    ...(signal ? { signal } : {}),
  });
  signal?.throwIfAborted();
  if (root === undefined) throw damaged('TARGET', bad ?? stray ?? '');
  return { root, heads };
}

function difference(source: ReadonlyMap<string, StreamHead>, target: ReadonlyMap<string, StreamHead>): string {
  for (const [stream, { revision, hash }] of target) {
    const end = source.get(stream);
    if (end?.hash !== hash)
      return `${stream} ends at revision ${revision} there, and at ${end?.revision ?? 'none'} here`;
  }
  return 'events are gone';
}

const empty = (): MoveFailed =>
  new MoveFailed('SOURCE_EMPTY', 'The source holds no events', 'Check its name, and the prefix of its streams');
