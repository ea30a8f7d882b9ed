/** True for the name of an IANA time zone that this runtime knows, such as `Europe/Vienna`. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The calendar form alone: week dates, days of the year and signed years are ISO 8601 too, but no Date reads them. */
const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** What a year of four digits can say in UTC; there is no year 0. */
const FIRST = Date.parse('0001-01-01T00:00:00.000Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * Reads an instant: ISO 8601 with a zone, such as `2026-03-01T09:30:00Z`; seconds may be absent or have up to nine
 * further digits. Milliseconds since 1970, what is finer cut off; undefined where the text is none or in UTC its year
 * would not have four digits.
 */
export function readInstant(text: string): number | undefined {
  const [, year, month, day] = INSTANT.exec(text) ?? [];
  if (!isDay(Number(year), Number(month), Number(day))) return undefined;
  const read = Date.parse(text);
  return read >= FIRST && read <= LAST ? read : undefined;
}

/** `Date.parse` reads 31 February as 3 March; a person who writes it made a mistake. */
function isDay(year: number, month: number, day: number): boolean {
  const read = new Date(Date.UTC(2000 + (year % 400), month - 1, day)); // Date.UTC reads the year 26 as 1926
  return read.getUTCMonth() === month - 1 && read.getUTCDate() === day;
}

/** Minutes since midnight of a time of day written HH:MM, 00:00 to 24:00; undefined where the text is none. */
export function minutesOfDay(time: string): number | undefined {
  if (!/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(time)) return undefined;
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
