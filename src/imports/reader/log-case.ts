import type { ImportProblem } from './import-problem.js';

/** The columns that a profile reads, by name; a column that a row lacks is absent. */
export type Columns = Readonly<Record<string, string>>;

/** One event of a log: a row of a CSV, an `<event>` of an XES. */
export interface LogRow {
  /** Line of the file where the row ends, from 1. */
  readonly line: number;
  readonly columns: Columns;
}

/** One case as a log tells it, its rows in the order of the file. */
export interface LogCase {
  /** The name of the case in the log; undefined where the log gives none. */
  readonly reference: string | undefined;
  /** Trace of an XES log, from 1. */
  readonly trace?: number;
  /** Line of the file where the case begins, from 1. */
  readonly line: number;
  readonly rows: readonly LogRow[];
  /** What is wrong with the case as read; a case with a problem is not imported. */
  readonly problems: readonly ImportProblem[];
}

/** What a reader tells beside the cases. */
export interface Reading {
  /** The columns that the profile reads: everything else is left aside and takes no memory. */
  readonly wanted: ReadonlySet<string>;
  /** The column that names the case. */
  readonly caseColumn: string;
  /** The column with the time of an event. */
  readonly timeColumn: string;
  /** Something is wrong that belongs to no case. */
  readonly report: (problem: ImportProblem) => void;
}

/** At most so many events in one case. */
export const MAX_ROWS = 10_000;
/** At most so many characters in a value that the profile reads. */
export const MAX_VALUE = 2_000;
/** At most so many problems of one case are told one by one. */
export const MAX_PROBLEMS = 20;
