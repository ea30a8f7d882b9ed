import type { Position } from '@baton/contracts';
import type { StreamHead } from '../row-check.js';
import { SeenLog } from '../seen-log.js';
import type { StoredLog, StoredRow } from '../stored-log.js';
import { shareOf } from '../verification.js';
import { damaged, otherEvents } from './move-failed.js';
import type { Moving } from './moving.js';
import { UnderWay } from './under-way.js';
import { WrittenRun } from './written-run.js';

/** Reads the source from its beginning to its end, judges every event, and writes to the target what it has not. */
export class Copying {
  readonly seen: SeenLog;
  /** Events written. */
  written = 0;
  private readonly source: StoredLog;
  private readonly underWay: UnderWay;
  private upTo: Position | undefined;
  private run: WrittenRun | undefined;

  /** @param there where the streams of the target end: each of them is the beginning of the source's */
  constructor(
    private readonly moving: Moving,
    private readonly there: ReadonlyMap<string, StreamHead>,
  ) {
    this.source = moving.source;
    this.seen = new SeenLog(this.source.filed, true);
    this.underWay = new UnderWay(moving.atOnce);
  }

  /**
   * Goes on to where the source ends now, but for what its last command wrote, which may go on. Throws `MoveFailed`, and
   * what the engines throw, when nothing is under way any more.
   * @returns how many events were read
   */
  async goOn(): Promise<number> {
    const before = this.seen.events;
    const upTo = await this.source.head();
    if (upTo !== undefined && upTo !== this.upTo) await this.copy(upTo).finally(() => this.underWay.done());
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
      this.moving.signal?.throwIfAborted();
    }
    this.upTo = upTo;
  }

  private async take(row: StoredRow): Promise<void> {
    const bad = this.seen.take(row);
    if (bad) throw damaged('SOURCE', bad);
    if (this.run?.takes(row)) return;
    await this.flush();
    this.run = new WrittenRun(row);
  }

  private async flush(): Promise<void> {
    const { run } = this;
    this.run = undefined;
    if (!run) return;
    const { stream, first, last } = run;
    const end = this.there.get(stream)?.revision ?? -1;
    if (last <= end) return;
    if (first <= end) throw otherEvents(stream, `ends at revision ${end} there, amid what one command wrote`);
    const again = run.again();
    await this.underWay.begin(async () => {
      await again(this.moving.target.store);
      this.written += last - first + 1;
    });
  }
}
