import type { ToldCase } from '../mapping/case-mapping.js';
import type { ImportProblem, Place } from '../reader/import-problem.js';
import type { Item, Told } from './log-telling.js';
import type { PastWriter } from './past-writer.js';

/** What an import did. */
export interface ImportSummary {
  /** Cases found in the log. */
  cases: number;
  /** Cases of which something was written. */
  casesWritten: number;
  /** Cases that stood there already, event for event. */
  casesAlreadyThere: number;
  /** Cases left out, each reported. */
  casesBroken: number;
  /** Rows (CSV) or events (XES) of these cases. */
  eventsRead: number;
  /** Events written: a row may say several things. */
  eventsWritten: number;
  /** Events that stood there already. */
  eventsAlreadyThere: number;
  /** Departments that Baton did not know. */
  departmentsOpened: number;
  /** Lines and cases that were reported. */
  problems: number;
}

/** Appends that may be under way at once, so that the engine can commit many together. */
const AT_ONCE = 256;

/**
 * Takes the cases of a log one after another and writes them, many at once. A case that cannot be told or written is
 * reported and the rest goes on. Throws what the reading or the store throws, after what is under way has ended.
 */
export class ImportRun {
  readonly summary: ImportSummary = {
    cases: 0,
    casesWritten: 0,
    casesAlreadyThere: 0,
    casesBroken: 0,
    eventsRead: 0,
    eventsWritten: 0,
    eventsAlreadyThere: 0,
    departmentsOpened: 0,
    problems: 0,
  };
  private readonly underWay = new Set<Promise<void>>();
  private failure: { readonly error: unknown } | undefined;

  constructor(
    private readonly writer: PastWriter,
    private readonly tell: (problem: ImportProblem) => void,
  ) {}

  /** @param signal ends the import, with its reason, after what is under way */
  async take(telling: AsyncIterable<readonly Item[]>, signal: AbortSignal): Promise<void> {
    try {
      for await (const items of telling) {
        for (const item of items) {
          signal.throwIfAborted();
          if ('problem' in item) this.report(item.problem);
          else this.begin(item.found);
        }
        while (this.underWay.size >= AT_ONCE) await Promise.race(this.underWay);
        if (this.failure) break;
      }
    } finally {
      await Promise.all(this.underWay);
      this.summary.departmentsOpened = this.writer.departments;
    }
    if (this.failure) throw this.failure.error;
  }

  private begin({ told, rows, place }: Told): void {
    this.summary.cases += 1;
    this.summary.eventsRead += rows;
    if (isLeftOut(told)) return this.leaveOut(told);
    const writing = this.write(told, place)
      .catch((error: unknown) => {
        this.failure ??= { error };
      })
      .finally(() => this.underWay.delete(writing));
    this.underWay.add(writing);
  }

  private async write(told: ToldCase, place: Place): Promise<void> {
    const done = await this.writer.write(told, place);
    if ('code' in done) return this.leaveOut([done]);
    this.summary.eventsWritten += done.written;
    this.summary.eventsAlreadyThere += done.alreadyThere;
    if (done.written > 0) this.summary.casesWritten += 1;
    else this.summary.casesAlreadyThere += 1;
  }

  private leaveOut(problems: readonly ImportProblem[]): void {
    this.summary.casesBroken += 1;
    for (const problem of problems) this.report(problem);
  }

  private report(problem: ImportProblem): void {
    this.summary.problems += 1;
    this.tell(problem);
  }
}

const isLeftOut = (told: Told['told']): told is readonly ImportProblem[] => Array.isArray(told);
