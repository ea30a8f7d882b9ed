import { CODE_PATTERN } from '@baton/fields';
import type { Profile } from '../profiles/profile.js';
import type { ImportCode, ImportProblem } from '../reader/import-problem.js';
import type { LogCase, LogRow } from '../reader/log-case.js';
import type { ReadTime } from './times.js';

/** A row of a log with its meaning: what is known, nothing else. */
export interface SourceRow {
  /** Place of the row in its case, in the order of the log, from 0. */
  readonly index: number;
  readonly at: number;
  /** The columns that say something. */
  readonly columns: Readonly<Record<string, string>>;
  readonly department?: string;
  readonly agent?: string;
}

/** What the rows of a case say, in the order of time; rows of the same time in the order of the log. */
export interface SourceCase {
  readonly reference: string;
  readonly rows: readonly SourceRow[];
}

/** Reads the rows of a case: a list of problems where one of them cannot be understood. */
export function sourceCase(logCase: LogCase, profile: Profile, times: ReadTime): SourceCase | ImportProblem[] {
  const place = logCase.trace === undefined ? {} : { trace: logCase.trace };
  const reference = logCase.reference?.trim();
  const wrong = (code: ImportCode, message: string, remedy: string, line = logCase.line): ImportProblem => ({
    code,
    message,
    remedy,
    line,
    ...place,
    ...(reference ? { reference } : {}),
  });
  if (!reference) {
    return [wrong('REFERENCE_MISSING', `The case has no ${profile.columns.case}`, 'Give it a name in the log.')];
  }
  if (!CODE_PATTERN.test(reference))
    return [wrong('REFERENCE_INVALID', notACode(profile.columns.case, reference), CODE_REMEDY)];
  if (logCase.rows.length === 0) return [wrong('CASE_EMPTY', 'The case has no events', 'Leave it out of the log.')];

  const problems: ImportProblem[] = [];
  const rows = logCase.rows.map((row, index) => {
    const read = sourceRow(row, index, profile, times, (code, message, remedy) => {
      problems.push(wrong(code, message, remedy, row.line));
    });
    return read;
  });
  return problems.length > 0 ? problems : { reference, rows: rows.sort((a, b) => a.at - b.at) };
}

type Tell = (code: ImportCode, message: string, remedy: string) => void;

function sourceRow(row: LogRow, index: number, profile: Profile, times: ReadTime, tell: Tell): SourceRow {
  const columns = known(row, profile.absent ?? []);
  const names = profile.columns;
  const written = row.columns[names.time]?.trim();
  const at = written === undefined ? undefined : times(written);
  if (at === undefined) {
    const message = written === undefined ? `The event has no ${names.time}` : `"${written.slice(0, 80)}" is no time`;
    tell(
      'TIME_INVALID',
      message,
      'Repair it in the log, or say in the profile how times are written and in which zone.',
    );
  }
  const coded = [names.department, names.agent, names.product, names.segment];
  for (const column of new Set(coded.filter((name) => name !== undefined))) {
    const value = columns[column];
    if (value !== undefined && !isCode(value)) tell('CODE_INVALID', notACode(column, value), CODE_REMEDY);
  }
  const department = columns[names.department];
  const agent = names.agent === undefined ? undefined : columns[names.agent];
  return {
    index,
    at: at ?? 0,
    columns,
    ...(department === undefined ? {} : { department }),
    ...(agent === undefined ? {} : { agent }),
  };
}

function known(row: LogRow, absent: readonly string[]): Record<string, string> {
  const columns: Record<string, string> = {};
  for (const [name, written] of Object.entries(row.columns)) {
    const value = written.trim();
    if (value !== '' && !absent.includes(value)) columns[name] = value;
  }
  return columns;
}

const codes = new Map<string, boolean>();

/** The same few names stand in every row of a log. */
function isCode(value: string): boolean {
  const before = codes.get(value);
  if (before !== undefined) return before;
  if (codes.size >= 50_000) codes.clear();
  const fits = CODE_PATTERN.test(value);
  codes.set(value, fits);
  return fits;
}

const CODE_REMEDY =
  'Use at most 80 letters, digits, spaces or . _ : / @ + & # ( ) -, beginning with a letter or digit; a value that means nothing can stand under absent in the profile.';

const notACode = (column: string, value: string): string => `${column} is "${value.slice(0, 100)}", which is no code`;
