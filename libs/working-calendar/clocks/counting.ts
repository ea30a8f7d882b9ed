import { CalendarError } from '../calendar-error.js';
import { addMonths, type Day } from '../dates.js';
import { isoOf } from '../instants.js';
import type { WorkingCalendar } from '../working-calendar.js';
import type { ClockSpec } from './clock-spec.js';
import type { Still } from './pauses.js';

/** Where a count led to; `until` is undefined where it stands still without an end. */
export interface Reached {
  readonly until: number | undefined;
  readonly firstDay?: Day;
  readonly lastDay?: Day;
  readonly rolledTo?: Day;
  readonly stoodStill: number;
}

/** Counts so many units of a clock from when it began. */
export function counted(
  spec: ClockSpec,
  calendar: WorkingCalendar,
  startedAt: number,
  still: readonly Still[],
  count: number,
): Reached {
  if (spec.unit === 'SECOND') return secondsLater(startedAt, count, still);
  const { dates } = calendar;
  const firstDay = dates.at(startedAt) + (spec.countFirstDay ? 0 : 1);
  const stops = still.map(({ from, until }) => ({
    from: Math.max(dates.from(from), firstDay),
    until: until === undefined ? Infinity : dates.from(until),
  }));
  const { lastDay, stoodStill } =
    spec.unit === 'BUSINESS_DAY'
      ? businessDaysLater(calendar, firstDay, count, stops)
      : daysLater(firstDay, lastOf(spec.unit, firstDay, count), stops);
  if (lastDay === Infinity) return { until: undefined, firstDay, stoodStill };
  const rolls = spec.roll === 'NEXT_BUSINESS_DAY' && !dates.isBusiness(lastDay);
  const rolledTo = rolls ? businessDaysLater(calendar, lastDay, 1, []).lastDay : undefined;
  const end = dates.startOf((rolledTo ?? lastDay) + 1);
  const closing = spec.endsAt === 'CLOSE_OF_BUSINESS' ? calendar.closingBefore(isoOf(end)) : undefined;
  // A last day without hours has no closing: its end is the end of the day.
  const until =
    closing !== undefined && Date.parse(closing) > dates.startOf(rolledTo ?? lastDay) ? Date.parse(closing) : end;
  return { until, firstDay, lastDay, ...(rolledTo !== undefined && { rolledTo }), stoodStill };
}

function secondsLater(startedAt: number, count: number, still: readonly Still[]): Reached {
  let until = startedAt + count * 1000;
  let stoodStill = 0;
  for (const pause of still) {
    if (pause.from >= until) break;
    if (pause.until === undefined) return { until: undefined, stoodStill };
    const stood = Math.max(0, pause.until - Math.max(pause.from, startedAt));
    until += stood;
    stoodStill += stood;
  }
  return { until, stoodStill };
}

/** The last day of so many days, weeks or months of which the first day is one. */
function lastOf(unit: Exclude<ClockSpec['unit'], 'SECOND' | 'BUSINESS_DAY'>, firstDay: Day, count: number): Day {
  if (unit === 'MONTH') return addMonths(firstDay - 1, count);
  return firstDay - 1 + count * (unit === 'WEEK' ? 7 : 1);
}

interface Stop {
  readonly from: Day;
  /** The first day after it. */
  readonly until: Day;
}

/** Each day that is taken out before the last puts it off by one. */
function daysLater(firstDay: Day, last: Day, stops: readonly Stop[]): { lastDay: Day; stoodStill: number } {
  let lastDay = last;
  let stoodStill = 0;
  for (const { from, until } of stops) {
    if (from > lastDay || until <= firstDay) continue;
    lastDay += until - from;
    if (lastDay === Infinity) break;
    stoodStill += until - from;
  }
  return { lastDay, stoodStill };
}

function businessDaysLater(
  { dates, version }: WorkingCalendar,
  firstDay: Day,
  count: number,
  stops: readonly Stop[],
): { lastDay: Day; stoodStill: number } {
  let left = count;
  let stoodStill = 0;
  let next = 0;
  for (let day = firstDay; day < firstDay + 3660; day++) {
    while (next < stops.length && (stops[next] as Stop).until <= day) next++;
    const stop = stops[next];
    if (stop && stop.from <= day) {
      if (stop.until === Infinity) return { lastDay: Infinity, stoodStill };
      stoodStill++;
      continue;
    }
    if (dates.isBusiness(day) && --left === 0) return { lastDay: day, stoodStill };
  }
  throw new CalendarError('BEYOND_HORIZON', `Calendar ${version} has not ${count} business days within ten years.`);
}
