import { invalid, shown } from './calendar-error.js';

export const WEEKDAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Hours by the clock on the wall: HH:MM; until 24:00 is the end of the day, not later than `from` is the next day. */
export interface Hours {
  readonly from: string;
  readonly until: string;
}

/** Hours of each week, which belong to the day on which they begin. */
export interface WeeklyHours extends Hours {
  readonly day: Weekday;
}

const DAY = 24 * 60;
const WEEK = 7 * DAY;

interface Span {
  /** The hours as a reader names them: `MONDAY 09:00-17:00`. */
  readonly told: string;
  /** Minutes on the clock since some midnight; the end may lie on the next day. */
  readonly from: number;
  readonly until: number;
}

/**
 * The hours of a week in order, Monday first. Refuses `SPEC_INVALID` naming the entry: a time that is not HH:MM, hours
 * without length, two that overlap (also over midnight and from Sunday into Monday).
 */
export function orderedWeek(weekly: readonly WeeklyHours[]): WeeklyHours[] {
  const days = weekly.map(({ day }) => WEEKDAYS.indexOf(day));
  const spans = weekly.map((hours, index) => {
    const midnight = (days[index] as number) * DAY;
    if (midnight < 0) invalid(`weekly.${index}.day`, `${shown(hours.day)} is no day: write ${WEEKDAYS.join(', ')}.`);
    const { told, from, until } = spanOf(hours, `${hours.day} `, `weekly.${index}`);
    return { told, from: midnight + from, until: midnight + until, hours };
  });
  spans.sort((a, b) => a.from - b.from);
  const first = spans[0];
  if (first) mustNotOverlap([...spans, { ...first, from: first.from + WEEK }], 'weekly');
  return spans.map(({ hours: { day, from, until } }) => ({ day, from, until }));
}

/** The hours of a date in order. Refuses as {@link orderedWeek} does. */
export function orderedDay(hours: readonly Hours[], entry: string): Hours[] {
  const spans = hours.map((each, index) => ({ ...spanOf(each, '', `${entry}.${index}`), hours: each }));
  spans.sort((a, b) => a.from - b.from);
  mustNotOverlap(spans, entry);
  return spans.map(({ hours: { from, until } }) => ({ from, until }));
}

/** Minutes since midnight of a time HH:MM, 00:00 to 24:00; undefined where it is none. */
function minutesOf(time: string): number | undefined {
  if (typeof time !== 'string' || !/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(time)) return undefined;
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function spanOf({ from: opens, until: closes }: Hours, prefix: string, entry: string): Span {
  const told = `${prefix}${shown(opens)}-${shown(closes)}`;
  const from = minutesOf(opens);
  const until = minutesOf(closes);
  const write = 'write a time such as 09:00 or 17:30.';
  if (from === undefined || from === DAY) invalid(`${entry}.from`, `${told} opens at ${shown(opens)}: ${write}`);
  if (until === undefined) invalid(`${entry}.until`, `${told} closes at ${shown(closes)}: ${write}`);
  if (from === until) invalid(entry, `${told} has no length; the whole day is 00:00 to 24:00.`);
  return { told, from, until: until + (until < from ? DAY : 0) };
}

function mustNotOverlap(ordered: readonly Span[], entry: string): void {
  for (const [index, later] of ordered.entries()) {
    const earlier = ordered[index - 1];
    if (!earlier || earlier.until <= later.from) continue;
    invalid(entry, `${earlier.told} overlaps ${later.told}: join them, or shorten one.`);
  }
}
