import { Temporal } from 'temporal-polyfill';
import { invalid, shown } from './calendar-error.js';
import { orderedDay, orderedWeek, type Hours, type WeeklyHours } from './week.js';

/** A day on which nobody works, whatever the hours of the week say. */
export interface Holiday {
  /** YYYY-MM-DD */
  readonly date: string;
  readonly name: string;
}

/** A date with hours of its own, in place of those of the week and of a holiday on it. */
export interface CalendarException {
  /** YYYY-MM-DD */
  readonly date: string;
  /** None: closed all day. */
  readonly intervals: readonly Hours[];
  readonly reason: string;
}

/** When work is done: what a calendar is made of. JSON, so that it can be kept in an event. */
export interface CalendarSpec {
  /** Names exactly this content; whoever changes the content changes the version. */
  readonly version: string;
  /** An IANA time zone, such as `Europe/Warsaw`. */
  readonly zone: string;
  readonly weekly: readonly WeeklyHours[];
  readonly holidays: readonly Holiday[];
  readonly exceptions: readonly CalendarException[];
}

/** How much a specification may hold: enough for thirty years of holidays. */
export const LIMITS = { weekly: 70, holidays: 2000, exceptions: 1000, intervals: 24, text: 200 } as const;

/** Why a date has other hours than its day of the week. */
export interface SpecialDay {
  readonly date: string;
  readonly kind: 'HOLIDAY' | 'EXCEPTION';
  /** The names of the holidays, or the reason of the exception. */
  readonly reason: string;
  /** The hours in place of those of the week; none: closed all day. */
  readonly hours: readonly Hours[];
}

/** A specification that has been looked through. */
export interface CheckedSpec {
  readonly version: string;
  readonly zone: string;
  /** Monday first. */
  readonly weekly: readonly WeeklyHours[];
  /** By date, in order. */
  readonly special: ReadonlyMap<string, SpecialDay>;
}

/**
 * Looks a specification through, which may come from anywhere. Refuses `SPEC_INVALID` naming the entry: what is missing,
 * too much or of another form, a zone or date that does not exist, hours that overlap, two exceptions for a date, and a
 * calendar that is never open.
 */
export function checkedSpec(spec: CalendarSpec): CheckedSpec {
  objectOf(spec, 'calendar');
  const version = textOf(spec.version, 'version');
  const zone = zoneOf(spec.zone);
  const weekly = orderedWeek(listOf<WeeklyHours>(spec.weekly, 'weekly', LIMITS.weekly));
  const special = new Map<string, SpecialDay>();
  for (const [index, { date, name }] of listOf<Holiday>(spec.holidays, 'holidays', LIMITS.holidays).entries()) {
    const at = `holidays.${index}`;
    const names = new Set(special.get(dateOf(date, `${at}.date`))?.reason.split('; '));
    names.add(textOf(name, `${at}.name`));
    special.set(date, { date, kind: 'HOLIDAY', reason: [...names].join('; '), hours: [] });
  }
  const exceptions = listOf<CalendarException>(spec.exceptions, 'exceptions', LIMITS.exceptions);
  for (const [index, { date, intervals, reason }] of exceptions.entries()) {
    const at = `exceptions.${index}`;
    if (special.get(dateOf(date, `${at}.date`))?.kind === 'EXCEPTION') {
      invalid(`${at}.date`, `${date} has an exception already: say its hours in one.`);
    }
    const hours = orderedDay(listOf<Hours>(intervals, `${at}.intervals`, LIMITS.intervals), `${at}.intervals`);
    special.set(date, { date, kind: 'EXCEPTION', reason: textOf(reason, `${at}.reason`), hours });
  }
  if (weekly.length === 0 && ![...special.values()].some(({ hours }) => hours.length > 0)) {
    invalid('weekly', 'the calendar is never open: name at least one interval.');
  }
  const inOrder = [...special].sort(([one], [other]) => (one < other ? -1 : 1));
  return { version, zone, weekly, special: new Map(inOrder) };
}

/** A date YYYY-MM-DD of the years 1900 to 2199 that exists; undefined where the text is none. */
export function readDate(text: string): Temporal.PlainDate | undefined {
  if (typeof text !== 'string' || !/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    return undefined;
  }
}

/** What to say of a text that {@link readDate} does not read. */
export const noDate = (text: string): string =>
  `${shown(text)} is no date: write one that exists as YYYY-MM-DD, from 1900 to 2199.`;

function dateOf(text: string, entry: string): string {
  return readDate(text) ? text : invalid(entry, noDate(text));
}

function zoneOf(zone: string): string {
  textOf(zone, 'zone');
  try {
    // An offset such as +02:00 is a zone too, but not one that knows of summer time.
    if (/^[A-Za-z]/.test(zone)) return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId;
  } catch {
    // Said below.
  }
  return invalid('zone', `${shown(zone)} is no IANA time zone: write one such as Europe/Vienna.`);
}

export function textOf(text: string, entry: string): string {
  if (typeof text !== 'string' || text.trim() === '') invalid(entry, 'say it in a few words.');
  if (text.length > LIMITS.text) invalid(entry, `say it in at most ${LIMITS.text} characters.`);
  return text;
}

export function objectOf(value: object, entry: string): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) invalid(entry, 'this is no object.');
}

export function listOf<T extends object>(list: readonly T[], entry: string, max: number): readonly T[] {
  if (!Array.isArray(list)) invalid(entry, 'name a list, which may be empty.');
  if (list.length > max) invalid(entry, `at most ${max} are taken, here are ${list.length}.`);
  list.forEach((item: T, index) => objectOf(item, `${entry}.${index}`));
  return list as readonly T[];
}
