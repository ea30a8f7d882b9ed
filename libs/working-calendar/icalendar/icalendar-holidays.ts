import ICAL from 'ical.js';
import { CalendarError, shown } from '../calendar-error.js';
import { LIMITS, readDate, type Holiday } from '../calendar-spec.js';
import { wrongRule } from './yearly-rule.js';

/** What a file may cost: characters, characters in a line, events, days of one holiday, days worked out in all. */
export const FILE_LIMITS = {
  characters: 2 ** 20,
  line: 10_000,
  events: 5000,
  length: 366,
  days: 20_000,
  years: 30,
} as const;

/**
 * The holidays of an iCalendar file (RFC 5545) in the given years, in order: its events of whole days, with their summary
 * as the name. Cancelled ones are left out. Refuses `HOLIDAYS_UNREADABLE`, naming the event: a file that is none or too
 * large, an event at a time of day, without a name or with a date that does not exist, one moved by another event, and
 * rules of recurrence other than those of holidays: every year, on dates or weekdays of named months.
 */
export function holidaysFromICalendar(text: string, years: readonly number[]): Holiday[] {
  const wanted = wantedYears(years);
  const events = calendarsOf(text).flatMap((calendar) => calendar.getAllSubcomponents('vevent'));
  if (events.length > FILE_LIMITS.events) refuse('file', `at most ${FILE_LIMITS.events} events are taken.`);
  const found = new Map<string, Set<string>>();
  const budget = { days: FILE_LIMITS.days };
  for (const [index, event] of events.entries()) {
    const entry = `events.${index}`;
    if (String(event.getFirstPropertyValue('status')).toUpperCase() === 'CANCELLED') continue;
    const name = nameOf(event, entry);
    for (const date of datesOf(event, wanted, entry, budget)) {
      found.set(date, (found.get(date) ?? new Set()).add(name));
    }
  }
  const inOrder = [...found].sort(([one], [other]) => (one < other ? -1 : 1));
  return inOrder.map(([date, names]) => ({ date, name: [...names].join('; ').slice(0, LIMITS.text) }));
}

function calendarsOf(text: string): ICAL.Component[] {
  if (typeof text !== 'string' || !/^\uFEFF?\s*BEGIN:VCALENDAR\s/i.test(text)) {
    refuse('file', 'it is no iCalendar file: it begins with BEGIN:VCALENDAR.');
  }
  if (text.length > FILE_LIMITS.characters) refuse('file', `at most ${FILE_LIMITS.characters} characters are taken.`);
  const lines = text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/);
  if (lines.some(({ length }) => length > FILE_LIMITS.line)) {
    refuse('file', `a line has more than ${FILE_LIMITS.line} characters.`);
  }
  const parsed = attempt('file', () => ICAL.parse(text.replace(/^\uFEFF/, '').trimStart()) as unknown[]);
  const roots = (typeof parsed[0] === 'string' ? [parsed] : parsed) as unknown[][];
  return roots.map((root) => new ICAL.Component(root));
}

function nameOf(event: ICAL.Component, entry: string): string {
  const summary = event.getFirstPropertyValue('summary');
  const name = typeof summary === 'string' ? summary.trim() : '';
  return name === '' ? refuse(entry, 'the event has no SUMMARY to name the holiday by.') : name.slice(0, LIMITS.text);
}

/** The dates of an event in the years that are wanted. */
function datesOf(event: ICAL.Component, wanted: readonly number[], entry: string, budget: { days: number }): string[] {
  mustBeDates(event, entry);
  mustRecurAsHolidays(event, entry);
  return attempt(entry, () => {
    const holiday = new ICAL.Event(event);
    const length = holiday.endDate.subtractDate(holiday.startDate).toSeconds() / 86_400;
    // An event without an end, or with the same date as one, is of one day.
    const days = Math.max(length, 1);
    if (length < 0 || days > FILE_LIMITS.length) refuse(entry, 'it ends before it begins, or lasts over a year.');
    const lastYear = Math.max(...wanted);
    const dates: string[] = [];
    const occurrences = holiday.iterator();
    for (let next = occurrences.next(); next && next.year <= lastYear; next = occurrences.next()) {
      const day = next.clone();
      budget.days -= days;
      if (budget.days < 0) refuse(entry, `the file has more than ${FILE_LIMITS.days} days to work out.`);
      for (let count = 0; count < days; count++, day.adjust(1, 0, 0, 0)) {
        if (wanted.includes(day.year)) dates.push(day.toString());
      }
    }
    return dates;
  });
}

function mustBeDates(event: ICAL.Component, entry: string): void {
  if (!event.getFirstProperty('dtstart')) refuse(entry, 'the event has no DTSTART.');
  if (event.getFirstProperty('recurrence-id')) refuse(entry, 'it moves another event: write each date as an event.');
  for (const name of ['dtstart', 'dtend', 'rdate', 'exdate']) {
    for (const property of event.getAllProperties(name)) {
      const [, , type, ...values] = property.toJSON() as unknown as unknown[];
      const wrong = type === 'date' ? values.find((value) => !readDate(String(value))) : type;
      if (wrong === undefined) continue;
      const form = `${name.toUpperCase()} says ${shown(wrong)}: write whole days, such as DTSTART;VALUE=DATE:20260101`;
      refuse(entry, `${form}, that exist and are from 1900 to 2199.`);
    }
  }
}

function mustRecurAsHolidays(event: ICAL.Component, entry: string): void {
  const start = String(event.getFirstPropertyValue('dtstart'));
  for (const property of event.getAllProperties('rrule')) {
    const rule = property.getFirstValue();
    if (!(rule instanceof ICAL.Recur)) continue;
    const wrong = wrongRule({ freq: rule.freq, interval: rule.interval, parts: rule.parts }, start);
    if (wrong) refuse(entry, `${wrong}, by RRULE ${shown(rule.toString())}: write each of its dates as an event.`);
  }
}

function wantedYears(years: readonly number[]): readonly number[] {
  const right = (year: number): boolean => Number.isInteger(year) && year >= 1900 && year <= 2199;
  const wanted: readonly number[] = Array.isArray(years) ? years : [];
  if (wanted.length > 0 && wanted.length <= FILE_LIMITS.years && wanted.every(right)) return wanted;
  return refuse('years', `name 1 to ${FILE_LIMITS.years} years from 1900 to 2199.`);
}

/** Whatever the parser throws of a file that is wrong becomes a refusal that says where. */
function attempt<T>(entry: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof CalendarError) throw error;
    return refuse(entry, `it cannot be read: ${error instanceof Error ? shown(error.message) : 'no reason is known'}.`);
  }
}

function refuse(entry: string, message: string): never {
  throw new CalendarError('HOLIDAYS_UNREADABLE', `${entry}: ${message}`, entry);
}
