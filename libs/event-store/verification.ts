import { hash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { NO_HASH } from './chain.js';
import { faultOf, type StreamHead } from './row-check.js';
import type { StoredLog, StoredRow } from './stored-log.js';

/** The first event that is not as it was stored. */
export interface BadEvent {
  readonly stream: string;
  readonly revision: number;
  readonly position: number;
  /** What is wrong with it, the end of a sentence. */
  readonly why: string;
}

/** What verifying found. */
export interface Verification {
  /** Events looked at. */
  readonly events: number;
  readonly streams: number;
  /** The log was looked at up to here. */
  readonly upTo: number;
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
  readonly upTo?: number;
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
  const end = log.head();
  const upTo = Math.min(what.upTo ?? end, end);
  const heads = new Map<string, StreamHead>();
  const filed = { commands: 0, ids: 0 };
  let events = 0;
  let gap: BadEvent | undefined;
  let expected = 1;
  const sum = () => ({ events, streams: heads.size, upTo });
  for (const page of pages(log, upTo, what.stream)) {
    for (const row of page) {
      const { why, lastOfCommand, foreignId } = judged(log, row, headOf(heads, row));
      if (why !== undefined) return { ...sum(), bad: badOf(row, why) };
      if (lastOfCommand) filed.commands += 1;
      if (foreignId) filed.ids += 1;
      if (what.stream === undefined && row.position !== expected) gap ??= badOf(row, missingBefore(expected, row));
      expected = row.position + 1;
      heads.set(row.stream ?? '', { revision: row.revision, hash: row.hash });
      events += 1;
      what.onEvent?.(row);
    }
    what.onProgress?.(upTo === 0 ? 1 : expected / (upTo + 1), events);
    await nextTurn();
    if (what.signal?.aborted && expected <= upTo) return { ...sum(), upTo: expected - 1, stopped: true };
  }
  // A gap is told only where no chain is broken: the broken chain says which event is gone.
  if (gap) return { ...sum(), bad: gap };
  const stray = what.stream === undefined ? log.stray(upTo, filed) : undefined;
  return stray === undefined ? { ...sum(), root: rootOf(heads) } : { ...sum(), stray };
}

/** The root over the ends of streams: see `Verification.root`. */
export function rootOf(heads: ReadonlyMap<string, StreamHead>): string {
  const lines = [...heads.keys()].sort().map((stream) => {
    const head = heads.get(stream) ?? BEFORE_THE_FIRST;
    return `${stream} ${head.revision} ${head.hash}\n`;
  });
  return hash('sha256', lines.join(''), 'hex');
}

function judged(log: StoredLog, row: StoredRow, before: StreamHead): ReturnType<typeof faultOf> {
  return row.position < 1 ? { why: 'it stands before the beginning of the log' } : faultOf(row, before, log);
}

function* pages(log: StoredLog, upTo: number, stream: string | undefined): Generator<readonly StoredRow[]> {
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const page = stream === undefined ? log.page(after, upTo) : log.pageOfStream(stream, after, upTo);
    const last = page.at(-1);
    if (!last) return;
    yield page;
    after = stream === undefined ? last.position : last.revision;
  }
}

const headOf = (heads: ReadonlyMap<string, StreamHead>, row: StoredRow): StreamHead =>
  heads.get(row.stream ?? '') ?? BEFORE_THE_FIRST;

const missingBefore = (expected: number, { position }: StoredRow): string =>
  position === expected + 1
    ? `the event at position ${expected} is missing before it`
    : `the events at the positions ${expected} to ${position - 1} are missing before it`;

const badOf = ({ stream, revision, position }: StoredRow, why: string): BadEvent => ({
  stream: stream ?? 'no stream',
  revision,
  position,
  why,
});
