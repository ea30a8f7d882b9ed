import Holidays, { type HolidaysTypes } from 'date-holidays';
import { Temporal } from 'temporal-polyfill';
import { CalendarError, shown } from '../calendar-error.js';
import type { Holiday } from '../calendar-spec.js';

/** The years whose holidays are worked out: laws change, and nobody knows of later ones. */
const YEARS = { first: 1970, last: 2100, atOnce: 30 };

/**
 * The public holidays of a country (ISO 3166-1, such as `PL`) and, where named, of one of its regions (ISO 3166-2 without
 * the country, such as `BY` of `DE`), in the given years; in order, with their names in the language of the country. Days
 * off in place of a holiday at the weekend are among them where a law says so for every year. What a government orders
 * for one year, as Russia does each autumn, is not: add it as an exception. A holiday that begins the evening before, as
 * in Israel, is the whole day that follows. Refuses `HOLIDAYS_UNREADABLE` a country, region or year that is not known.
 */
export function holidaysOf(country: string, years: readonly number[], region?: string): Holiday[] {
  const calendar = calendarOf(country, region);
  if (!Array.isArray(years) || years.length > YEARS.atOnce) refuse('years', `name at most ${YEARS.atOnce} years.`);
  const zone = calendar.getTimezones()[0] ?? 'UTC';
  const found = new Map<string, Set<string>>();
  for (const holiday of years.flatMap((year: number) => holidaysIn(calendar, year))) {
    for (const date of datesOf(holiday, zone)) found.set(date, (found.get(date) ?? new Set()).add(holiday.name));
  }
  const inOrder = [...found].sort(([one], [other]) => (one < other ? -1 : 1));
  return inOrder.map(([date, names]) => ({ date, name: [...names].join('; ') }));
}

function calendarOf(country: string, region: string | undefined): Holidays {
  const world = new Holidays();
  if (typeof country !== 'string' || !Object.hasOwn(world.getCountries(), country)) {
    refuse('country', `${shown(country)} is none whose holidays are known: write ISO 3166, such as PL.`);
  }
  if (region === undefined) return new Holidays(country);
  const regions = world.getStates(country) ?? {};
  if (typeof region !== 'string' || !Object.hasOwn(regions, region)) {
    const known = Object.keys(regions).join(', ') || 'none';
    refuse('region', `${shown(region)} is no region of ${country} whose holidays are known: ${known}.`);
  }
  return new Holidays(country, region);
}

function holidaysIn(calendar: Holidays, year: number): HolidaysTypes.Holiday[] {
  if (!Number.isInteger(year) || year < YEARS.first || year > YEARS.last) {
    refuse('years', `${shown(year)} is no year from ${YEARS.first} to ${YEARS.last}.`);
  }
  return calendar.getHolidays(year).filter(({ type }) => type === 'public');
}

/** The dates of a holiday of one day or several. */
function datesOf({ date, end }: HolidaysTypes.Holiday, zone: string): string[] {
  const lastMoment = Temporal.Instant.fromEpochMilliseconds(end.getTime() - 1);
  const last = lastMoment.toZonedDateTimeISO(zone).toPlainDate();
  const dates: string[] = [];
  for (let day = Temporal.PlainDate.from(date.slice(0, 10)); Temporal.PlainDate.compare(day, last) <= 0;) {
    dates.push(day.toString());
    day = day.add({ days: 1 });
  }
  return dates;
}

function refuse(entry: string, message: string): never {
  throw new CalendarError('HOLIDAYS_UNREADABLE', `${entry}: ${message}`, entry);
}
