import type { Position } from '@baton/contracts';
import type { StreamHead } from '../row-check.js';
import { SeenLog } from '../seen-log.js';
import type { StoredLog, StoredRow } from '../stored-log.js';
import { shareOf } from '../positions.js';
import { damaged, otherEvents } from './move-failed.js';
import type { Moving } from './moving.js';
import { UnderWay } from './under-way.js';
import { WrittenRun } from './written-run.js';

/** So many appends may be missing before others that are there: those that were under way when a run was cut off. */
export const MOST_UNDER_WAY = 1000;

/**
 * Reads the source from its beginning to its end, judges every event, and writes to the target what it has not: nothing
 * before all that the target has was found.
 */
export class Copying {
  readonly seen: SeenLog;
  /** Events written. */
  written = 0;
  private readonly source: StoredLog;
  private readonly underWay: UnderWay;
  /** The streams of the target whose ends were not found yet. */
  private readonly sought: Map<string, StreamHead>;
  /** What is to be written once they are. */
  private readonly held: WrittenRun[] = [];
  private upTo: Position | undefined;
  private run: WrittenRun | undefined;

  /** @param there where the streams of the target end */
  constructor(
    private readonly moving: Moving,
    private readonly there: ReadonlyMap<string, StreamHead>,
  ) {
    this.source = moving.source;
    this.seen = new SeenLog(this.source.filed, true);
    this.underWay = new UnderWay(moving.atOnce);
    this.sought = new Map(there);
  }

  /**
   * Goes on to where the source ends now, but for what its last command wrote, which may go on. Throws `MoveFailed`, and
   * what the engines throw, when nothing is under way any more: TARGET_HAS_OTHERS before anything was written.
   * @returns how many events were read
   */
  async goOn(): Promise<number> {
    const before = this.seen.events;
    const upTo = await this.source.head();
    if (upTo !== undefined && upTo !== this.upTo) await this.copy(upTo).finally(() => this.underWay.done());
    for (const [stream, { revision }] of this.sought) {
      const end = this.seen.heads.get(stream)?.revision;
      const here = end === undefined ? 'is not in the source' : `at ${end} in the source`;
      throw otherEvents(stream, `ends at revision ${revision} there, and ${here}`);
    }
    return this.seen.events - before;
  }

  /** Writes what the last command of the source wrote. */
  async finish(): Promise<void> {
    await this.flush();
    await this.underWay.done();
  }

  /** What the source comes to. Throws `MoveFailed` SOURCE_DAMAGED where not all of it is as it was stored. */
  root(): string {
    const { root, bad, stray } = this.seen.verdict(this.upTo);
    if (root === undefined) throw damaged('SOURCE', bad ?? stray ?? '');
    return root;
  }

  private async copy(upTo: Position): Promise<void> {
    for await (const page of this.source.pages({ after: this.upTo, upTo })) {
      for (const row of page) await this.take(row);
      const at = page.at(-1)?.position ?? upTo;
      this.moving.onProgress?.('copy', shareOf(at, upTo), this.seen.events);
    }
    this.upTo = upTo;
  }

  private async take(row: StoredRow): Promise<void> {
    this.moving.signal?.throwIfAborted();
    const bad = this.seen.take(row);
    if (bad) throw damaged('SOURCE', bad);
    this.find(row);
    if (this.run?.takes(row)) return;
    await this.flush();
    this.run = new WrittenRun(row);
  }

  private find({ stream = '', revision, hash }: StoredRow): void {
    const end = this.sought.get(stream);
    if (end?.revision !== revision) return;
    if (end.hash !== hash) throw otherEvents(stream, `has another event at revision ${revision}`);
    this.sought.delete(stream);
  }

  private async flush(): Promise<void> {
    const { run } = this;
    this.run = undefined;
    if (!run) return;
    const end = this.there.get(run.stream)?.revision ?? -1;
    if (run.first <= end && run.last > end) {
      throw otherEvents(run.stream, `ends at revision ${end} there, amid what one command wrote`);
    }
    if (run.last > end) this.held.push(run);
    if (this.sought.size === 0) for (const one of this.held.splice(0)) await this.write(one);
    if (this.held.length > MOST_UNDER_WAY) {
      const [stream] = this.sought.keys();
      throw otherEvents(stream ?? '', `is there, but ${MOST_UNDER_WAY} commands before its last event are not`);
    }
  }

  private async write(run: WrittenRun): Promise<void> {
    const again = run.again();
    await this.underWay.begin(async () => {
      await again(this.moving.target.store);
      this.written += run.last - run.first + 1;
    });
  }
}
