import type { ImportCode, ImportProblem } from './import-problem.js';
import { MAX_PROBLEMS, MAX_ROWS, MAX_VALUE, type LogCase, type LogRow, type Reading } from './log-case.js';

/** What a log declares for all its traces and events: it stands in where an attribute is absent. */
export interface XesDefaults {
  readonly trace: Record<string, string>;
  readonly event: Record<string, string>;
}

/** A trace while it is being read. */
export class XesTrace {
  private readonly own: Record<string, string> = {};
  private readonly rows: LogRow[] = [];
  private readonly problems: ImportProblem[] = [];
  private event: Record<string, string> | undefined;

  constructor(
    private readonly index: number,
    private readonly line: number,
    private readonly reading: Reading,
  ) {}

  beginEvent(): void {
    this.event = {};
  }

  /** An attribute of the open event, or of the trace itself where none is open. */
  value(path: string, value: string, line: number): void {
    const target = this.event ?? this.own;
    const column = this.event ? path : `case:${path}`;
    if (!this.reading.wanted.has(column)) return;
    const before = target[column];
    if (value.length > MAX_VALUE) {
      this.problem('TEXT_TOO_LONG', `The value of ${column} has more than ${MAX_VALUE} characters`, line);
    } else if (before !== undefined && before !== value) {
      this.problem('VALUE_TWICE', `${column} stands twice: ${before} and ${value}`, line);
    } else target[column] = value;
  }

  endEvent(line: number): void {
    if (!this.event) return;
    if (this.rows.length < MAX_ROWS) this.rows.push({ line, columns: this.event });
    else this.problem('CASE_TOO_LONG', `The case has more than ${MAX_ROWS.toLocaleString('en')} events`, line);
    this.event = undefined;
  }

  problem(code: ImportCode, message: string, line: number): void {
    if (this.problems.length >= MAX_PROBLEMS || this.problems.some((known) => known.code === code)) return;
    this.problems.push({ code, message, remedy: REMEDIES[code] ?? 'Repair the trace in the log.', line });
  }

  /** The case as the log tells it. */
  finish({ trace, event }: XesDefaults): LogCase {
    const prefixed = Object.fromEntries(Object.entries(trace).map(([key, value]) => [`case:${key}`, value]));
    const base = { ...this.usable({ ...event, ...prefixed }), ...this.own };
    const place = { trace: this.index, line: this.line };
    const reference = this.own[this.reading.caseColumn] ?? this.rows[0]?.columns[this.reading.caseColumn];
    const named = reference === undefined ? {} : { reference };
    return {
      reference,
      ...place,
      rows: this.rows.map((row) => ({ line: row.line, columns: { ...base, ...row.columns } })),
      problems: this.problems.map((problem) => ({ ...problem, trace: this.index, ...named })),
    };
  }

  /** A name or a time that the log does not give is never taken from its declarations: that would invent it. */
  private usable(declared: Readonly<Record<string, string>>): Record<string, string> {
    const { wanted, caseColumn, timeColumn } = this.reading;
    const kept = Object.entries(declared).filter(
      ([key]) => wanted.has(key) && key !== caseColumn && key !== timeColumn,
    );
    return Object.fromEntries(kept);
  }
}

const REMEDIES: Partial<Record<ImportCode, string>> = {
  XML_BROKEN: 'Repair the XML of this trace and run the import again: the others are kept.',
  TEXT_TOO_LONG: 'Shorten the value, or let the profile read another column.',
  VALUE_TWICE: 'Keep one of the two.',
  CASE_TOO_LONG: 'Check whether several cases carry the same name; split the case in the log if it is really one.',
};
