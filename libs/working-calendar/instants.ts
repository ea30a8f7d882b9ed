import { CalendarError, shown } from './calendar-error.js';

const UTC = /^(\d{4})-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/;
/** The years that are reckoned with: time zones as they are known say little before, and nothing after. */
const YEARS = { first: 1900, last: 2199 };

/**
 * The milliseconds since 1970 of an instant in UTC ISO 8601. Refuses `ASKED_WRONGLY`: another form, a day that does not
 * exist, a year before 1900 or after 2199.
 */
export function epochOf(instant: string, entry: string): number {
  const year = typeof instant === 'string' ? UTC.exec(instant)?.[1] : undefined;
  const epoch = year === undefined ? NaN : Date.parse(instant);
  // Date.parse reads 30 February as 1 or 2 March.
  if (Number.isNaN(epoch) || isoOf(epoch).slice(0, 19) !== instant.slice(0, 19)) {
    throw new CalendarError(
      'ASKED_WRONGLY',
      `${entry}: ${shown(instant)} is no instant: write it in UTC, such as 2026-03-29T01:00:00.000Z.`,
      entry,
    );
  }
  if (Number(year) < YEARS.first || Number(year) > YEARS.last) {
    throw new CalendarError(
      'ASKED_WRONGLY',
      `${entry}: ${instant} is outside the years ${YEARS.first} to ${YEARS.last}.`,
      entry,
    );
  }
  return epoch;
}

/** UTC ISO 8601 with milliseconds: the form in which events keep instants. */
export const isoOf = (epoch: number): string => new Date(epoch).toISOString();
