import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Position } from '@baton/contracts';
import { comparePositions, shareOf } from './positions.js';
import { SeenLog, type Verdict } from './seen-log.js';
import type { StoredLog, StoredRow } from './stored-log.js';

/** What verifying found; the root is absent also where it was stopped. */
export interface Verification extends Verdict {
  /** Events looked at. */
  readonly events: number;
  readonly streams: number;
  /** The log was looked at up to here; absent where there was nothing to look at. */
  readonly upTo?: Position;
  /** True where it was stopped before its end: `upTo` says how far it came. */
  readonly stopped?: true;
}

export interface WhatToVerify {
  /** One stream; the whole log when absent. */
  readonly stream?: string;
  /** Only up to this position, inclusive; up to the end when absent. */
  readonly upTo?: Position;
  /** Is told after each page how far it is, 0 to 1. */
  readonly onProgress?: (share: number, events: number) => void;
  /** Is handed every event that is as it was stored. */
  readonly onEvent?: (row: StoredRow) => void;
  /** Stops it after the page it is at. */
  readonly signal?: AbortSignal;
}

/**
 * Verifies a log, or one stream of it, in one pass, and lets others have their turn after each page. Holds the end of
 * every stream, and a page. Throws `StoreFailed`.
 */
export async function verifyLog(log: StoredLog, what: WhatToVerify = {}): Promise<Verification> {
  const { stream, signal } = what;
  const upTo = earlier(what.upTo, await log.head());
  const seen = new SeenLog(log.filed, stream === undefined);
  const sum = (to = upTo) => ({
    events: seen.events,
    streams: seen.heads.size,
    ...(to === undefined ? {} : { upTo: to }),
  });
  if (upTo === undefined) return { ...sum(), ...seen.verdict(upTo) };
  for await (const page of log.pages({ upTo, ...(stream === undefined ? {} : { stream }) })) {
    for (const row of page) {
      const bad = seen.take(row);
      if (bad) return { ...sum(), bad };
      what.onEvent?.(row);
    }
    const at: Position = page.at(-1)?.position ?? upTo;
    what.onProgress?.(shareOf(at, upTo), seen.events);
    await nextTurn();
    if (signal?.aborted && at !== upTo) return { ...sum(at), stopped: true };
  }
  return { ...sum(), ...seen.verdict(upTo) };
}

function earlier(wanted: Position | undefined, head: Position | undefined): Position | undefined {
  if (wanted === undefined || head === undefined) return head;
  return comparePositions(wanted, head) < 0 ? wanted : head;
}
