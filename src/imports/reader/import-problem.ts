import { words, type WordOf } from '@baton/fields';

export const ImportCode = words('ImportCode', 'What can be wrong with a log, a line of it, or its profile', {
  FILE_MISSING: 'There is no such file',
  FILE_IS_DIRECTORY: 'It is a folder, not a file',
  FILE_UNREADABLE: 'The file cannot be read',
  FILE_EMPTY: 'The file holds nothing',
  FILE_TRUNCATED: 'The file ends before its end',
  FILE_DAMAGED: 'The compressed file is damaged',
  ENCODING_WRONG: 'The bytes are not text in the encoding that was given',
  NOT_XES: 'The file is no XES log',
  XML_BROKEN: 'The XML is broken at this place',
  DOCTYPE_REFUSED: 'The file carries a document type declaration',
  TEXT_TOO_LONG: 'One text is longer than a log may hold',
  NESTED_TOO_DEEP: 'Elements are nested deeper than a log needs',
  CSV_HEADER_WRONG: 'The first line does not name the columns that the profile reads',
  LINE_BROKEN: 'The line cannot be read as a row',
  EVENT_OUTSIDE: 'An event stands outside of a trace, so no case is known for it',
  REFERENCE_MISSING: 'The case has no name',
  REFERENCE_INVALID: 'The name of the case is not a code',
  TIME_INVALID: 'The time of an event is missing or cannot be read',
  DEPARTMENT_MISSING: 'No department is named where the case begins',
  CODE_INVALID: 'A name is not a code: it is too long, or holds characters that codes do not have',
  VALUE_UNKNOWN: 'The profile does not say what this value means',
  VALUE_TWICE: 'The same attribute stands twice, with different values',
  CASE_EMPTY: 'The case has no events',
  CASE_TOO_LONG: 'The case has more events than an import takes',
  CASE_CHANGED: 'The case was imported before and reads differently now',
  CASE_OCCUPIED: 'The case holds events that this import did not write',
  PROFILE_UNKNOWN: 'There is no such profile',
  PROFILE_INVALID: 'The profile is not as a profile must be',
});
export type ImportCode = WordOf<typeof ImportCode>;

/** Where in the file something is wrong, as far as it is known. */
export interface Place {
  /** Line of the file, from 1. */
  readonly line?: number;
  /** Trace of an XES log, from 1. */
  readonly trace?: number;
  /** The name of the case. */
  readonly reference?: string;
}

/** Something that kept a line or a case out; the rest of the log goes on. */
export interface ImportProblem extends Place {
  readonly code: ImportCode;
  /** What is wrong. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** Something that ends the import, or keeps it from beginning: a code, what is wrong, what to do. */
export class ImportFailed extends Error implements ImportProblem {
  override readonly name = 'ImportFailed';
  declare readonly line?: number;
  declare readonly trace?: number;
  declare readonly reference?: string;

  constructor(
    readonly code: ImportCode,
    message: string,
    readonly remedy: string,
    place: Place = {},
  ) {
    super(message);
    Object.assign(this, place);
  }
}

/** The place in words: `line 12, trace 3, case 1-4711`; empty where nothing is known. */
export const placeOf = ({ line, trace, reference }: Place): string =>
  [
    line === undefined ? '' : `line ${line}`,
    trace === undefined ? '' : `trace ${trace}`,
    reference === undefined ? '' : `case ${reference}`,
  ]
    .filter(Boolean)
    .join(', ');
