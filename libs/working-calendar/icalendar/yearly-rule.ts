/** The longest month that each may be. */
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const PARTS = ['BYMONTH', 'BYMONTHDAY', 'BYDAY'];

/** A rule of recurrence, as the parser hands it over. */
export interface Rule {
  readonly freq: string;
  readonly interval: number;
  readonly parts: Readonly<Record<string, readonly (string | number)[] | undefined>>;
}

/**
 * What is wrong with a rule of recurrence for a holiday; undefined where it can be worked out. Taken are those by which
 * holidays recur: every so many years, on dates or on weekdays (the last Monday) of named months. Others are not: a parser
 * searches for ever for a rule that never comes true, such as every 31 February that is a Friday.
 */
export function wrongRule({ freq, interval, parts }: Rule, start: string): string | undefined {
  if (freq !== 'YEARLY') return 'it recurs otherwise than every year';
  const named = Object.keys(parts);
  if (!(interval >= 1 && interval <= 100)) return 'the years between are too many';
  if (named.length === 0) return start.endsWith('02-29') ? 'there is no 29 February in every year' : undefined;
  if (interval > 1) return 'it recurs on days of some years only';
  const months = parts['BYMONTH'];
  if (!months || named.some((part) => !PARTS.includes(part))) return 'its days are not those of a month';
  const weekdays = parts['BYDAY'] ?? [];
  const dates = parts['BYMONTHDAY'] ?? [];
  if (weekdays.some((day) => !/^(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)$/.test(String(day))))
    return 'it names no weekday of a month';
  if (dates.length > 0 && weekdays.some((day) => String(day).length > 2))
    return 'it names both a date and which weekday';
  const never = months.some((month) => dates.some((date) => Math.abs(Number(date)) > (DAYS[Number(month) - 1] ?? 0)));
  return never ? 'it names a date that does not exist' : undefined;
}
