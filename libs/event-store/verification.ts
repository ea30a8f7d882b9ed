import { hash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Position } from '@baton/contracts';
import { NO_HASH } from './chain.js';
import { comparePositions } from './positions.js';
import { faultOf, type StreamHead } from './row-check.js';
import type { StoredLog, StoredRow } from './stored-log.js';

/** The first event that is not as it was stored. */
export interface BadEvent {
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
  /** What is wrong with it, the end of a sentence. */
  readonly why: string;
}

/** What verifying found. */
export interface Verification {
  /** Events looked at. */
  readonly events: number;
  readonly streams: number;
  /** The log was looked at up to here; absent where there was nothing to look at. */
  readonly upTo?: Position;
  /** Absent where every event is as it was stored. */
  readonly bad?: BadEvent;
  /**
   * What the indexes of the log say that no event bears out, the end of a sentence: a command or an id filed for an
   * event that is not there. Looked for in the whole log alone, where every event is as it was stored.
   */
  readonly stray?: string;
  /** True where it was stopped before its end: `upTo` says how far it came. */
  readonly stopped?: true;
  /**
   * SHA-256 (hex) over the ends of all streams: a line `<stream> <revision> <hash>` for each, in the order of the
   * streams' names as UTF-16, each line ended by a line feed. Absent where something is not as it was stored, and where
   * it was stopped.
   */
  readonly root?: string;
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

const BEFORE_THE_FIRST: StreamHead = { revision: -1, hash: NO_HASH };

/**
 * Verifies a log, or one stream of it, in one pass, and lets others have their turn after each page. Holds the end of
 * every stream, and a page. Throws `StoreFailed`.
 */
export async function verifyLog(log: StoredLog, what: WhatToVerify = {}): Promise<Verification> {
  const upTo = earlier(what.upTo, await log.head());
  const heads = new Map<string, StreamHead>();
  if (upTo === undefined) return nothing(log, what.stream === undefined);
  const { filed } = log;
  const seen = { commands: 0, ids: 0 };
  let events = 0;
  let gap: BadEvent | undefined;
  let before = 0;
  const sum = (to = upTo) => ({ events, streams: heads.size, upTo: to });
  for await (const page of log.pages({ upTo, ...(what.stream === undefined ? {} : { stream: what.stream }) })) {
    for (const row of page) {
      const { why, lastOfCommand, foreignId } = faultOf(row, headOf(heads, row), filed);
      if (why !== undefined) return { ...sum(), bad: badOf(row, why) };
      if (lastOfCommand) seen.commands += 1;
      if (foreignId) seen.ids += 1;
      if (filed && what.stream === undefined) {
        gap ??= gapBefore(before, row);
        before = Number(row.position);
      }
      heads.set(row.stream ?? '', { revision: row.revision, hash: row.hash });
      events += 1;
      what.onEvent?.(row);
    }
    const at: Position = page.at(-1)?.position ?? upTo;
    what.onProgress?.(share(at, upTo), events);
    await nextTurn();
    if (what.signal?.aborted && at !== upTo) return { ...sum(at), stopped: true };
  }
  // A gap is told only where no chain is broken: the broken chain says which event is gone.
  if (gap) return { ...sum(), bad: gap };
  const stray = what.stream === undefined ? filed?.stray(Number(upTo), seen) : undefined;
  return stray === undefined ? { ...sum(), root: rootOf(heads) } : { ...sum(), stray };
}

/** An empty log: what is filed about it can still be too much. */
function nothing({ filed }: StoredLog, whole: boolean): Verification {
  const stray = whole ? filed?.stray(0, { commands: 0, ids: 0 }) : undefined;
  return { events: 0, streams: 0, ...(stray === undefined ? { root: rootOf(new Map()) } : { stray }) };
}

/** The root over the ends of streams: see `Verification.root`. */
export function rootOf(heads: ReadonlyMap<string, StreamHead>): string {
  const lines = [...heads.keys()].sort().map((stream) => {
    const head = heads.get(stream) ?? BEFORE_THE_FIRST;
    return `${stream} ${head.revision} ${head.hash}\n`;
  });
  return hash('sha256', lines.join(''), 'hex');
}

function earlier(wanted: Position | undefined, head: Position | undefined): Position | undefined {
  if (wanted === undefined || head === undefined) return head;
  return comparePositions(wanted, head) < 0 ? wanted : head;
}

/** About which share of the log is done, 0 to 1: positions of every engine begin with what grows with the log. */
const share = (at: Position, upTo: Position): number => Number.parseInt(at, 10) / Number.parseInt(upTo, 10);

function gapBefore(before: number, row: StoredRow): BadEvent | undefined {
  const expected = before + 1;
  return Number(row.position) === expected ? undefined : badOf(row, missingBefore(expected, Number(row.position)));
}

const headOf = (heads: ReadonlyMap<string, StreamHead>, row: StoredRow): StreamHead =>
  heads.get(row.stream ?? '') ?? BEFORE_THE_FIRST;

const missingBefore = (expected: number, position: number): string =>
  position === expected + 1
    ? `the event at position ${expected} is missing before it`
    : `the events at the positions ${expected} to ${position - 1} are missing before it`;

const badOf = ({ stream, revision, position }: StoredRow, why: string): BadEvent => ({
  stream: stream ?? 'no stream',
  revision,
  position,
  why,
});
