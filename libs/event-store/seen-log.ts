import { hash } from 'node:crypto';
import type { Position } from '@baton/contracts';
import { NO_HASH } from './chain.js';
import { faultOf, type StreamHead } from './row-check.js';
import type { FiledAbout, StoredRow } from './stored-log.js';

/** The first event that is not as it was stored. */
export interface BadEvent {
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
  /** What is wrong with it, the end of a sentence. */
  readonly why: string;
}

/** What a log comes to. */
export interface Verdict {
  /** Absent where every event is as it was stored. */
  readonly bad?: BadEvent;
  /**
   * What the indexes of the log say that no event bears out, the end of a sentence: a command or an id filed for an
   * event that is not there. Looked for in the whole log alone, where every event is as it was stored.
   */
  readonly stray?: string;
  /**
   * SHA-256 (hex) over the ends of all streams: a line `<stream> <revision> <hash>` for each, in the order of the
   * streams' names as UTF-16, each line ended by a line feed. Absent where something is not as it was stored.
   */
  readonly root?: string;
}

const BEFORE_THE_FIRST: StreamHead = { revision: -1, hash: NO_HASH };

/** What was seen of a log: every event is judged by itself, by the one before it in its stream, and by what is filed. */
export class SeenLog {
  /** The last event seen of each stream. */
  readonly heads = new Map<string, StreamHead>();
  /** How many events were seen that are as they were stored. */
  events = 0;
  private readonly borneOut = { commands: 0, ids: 0 };
  private gap: BadEvent | undefined;
  private before = 0;

  /**
   * @param filed what the engine files about its events
   * @param whole whether all events of the log will be shown, in its order, and not those of one stream alone
   */
  constructor(
    private readonly filed: FiledAbout | undefined,
    private readonly whole: boolean,
  ) {}

  /** Takes in the next event, or says what is wrong with it. */
  take(row: StoredRow): BadEvent | undefined {
    const { why, lastOfCommand, foreignId } = faultOf(
      row,
      this.heads.get(row.stream ?? '') ?? BEFORE_THE_FIRST,
      this.filed,
    );
    if (why !== undefined) return badOf(row, why);
    if (lastOfCommand) this.borneOut.commands += 1;
    if (foreignId) this.borneOut.ids += 1;
    if (this.filed && this.whole) {
      this.gap ??= gapBefore(this.before, row);
      this.before = Number(row.position);
    }
    this.heads.set(row.stream ?? '', { revision: row.revision, hash: row.hash });
    this.events += 1;
    return undefined;
  }

  /** What all of it comes to, once every event up to a position was taken in. */
  verdict(upTo: Position | undefined): Verdict {
    // A gap is told only where no chain is broken: the broken chain says which event is gone.
    if (this.gap) return { bad: this.gap };
    const stray = this.whole ? this.filed?.stray(Number(upTo ?? 0), this.borneOut) : undefined;
    return stray === undefined ? { root: rootOf(this.heads) } : { stray };
  }
}

/** The root over the ends of streams: see `Verdict.root`. */
export function rootOf(heads: ReadonlyMap<string, StreamHead>): string {
  const lines = [...heads.keys()].sort().map((stream) => {
    const head = heads.get(stream) ?? BEFORE_THE_FIRST;
    return `${stream} ${head.revision} ${head.hash}\n`;
  });
  return hash('sha256', lines.join(''), 'hex');
}

function gapBefore(before: number, row: StoredRow): BadEvent | undefined {
  const expected = before + 1;
  return Number(row.position) === expected ? undefined : badOf(row, missingBefore(expected, Number(row.position)));
}

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
