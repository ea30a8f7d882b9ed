/**
 * What was wrong: `SPEC_INVALID` a calendar or clock that cannot be; `ASKED_WRONGLY` a question that cannot be answered,
 * such as an instant that is none; `BEYOND_HORIZON` an answer further away than is looked; `VERSION_REUSED` a version that
 * says something else than before; `HOLIDAYS_UNREADABLE` a file or country whose holidays cannot be taken;
 * `PAUSE_REFUSED` and `EXTENSION_REFUSED` what a clock does not allow.
 */
export type CalendarErrorCode =
  | 'SPEC_INVALID'
  | 'ASKED_WRONGLY'
  | 'BEYOND_HORIZON'
  | 'VERSION_REUSED'
  | 'HOLIDAYS_UNREADABLE'
  | 'PAUSE_REFUSED'
  | 'EXTENSION_REFUSED';

/** Thrown by everything in this library, with a message that says what to do. */
export class CalendarError extends Error {
  override readonly name = 'CalendarError';

  constructor(
    readonly code: CalendarErrorCode,
    message: string,
    /** Where it is wrong, as a path: `weekly.1.from`, `holidays.3`, `at`. */
    readonly entry?: string,
  ) {
    super(message);
  }
}

/** Refuses an entry of a specification. */
export function invalid(entry: string, message: string): never {
  throw new CalendarError('SPEC_INVALID', `${entry}: ${message}`, entry);
}

/** What was given, short enough to stand in a message. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
