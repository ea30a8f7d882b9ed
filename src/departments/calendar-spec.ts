import { Weekday, type Channel } from '@baton/contracts';
import type { CalendarSpec } from '@baton/working-calendar';
import type { Department } from './department.state.js';

/** The calendar of a department that never said when it is open: it answers around the clock. */
export const ALWAYS: CalendarSpec = {
  version: 'always@1',
  zone: 'UTC',
  weekly: Weekday.values.map((day) => ({ day, from: '00:00', until: '24:00' })),
  holidays: [],
  exceptions: [],
};

/**
 * When a department is open, in the version that the revision of its hours and dates gives: `repair@3` (X4).
 * @param channel when it is reached over that channel, where that has hours of its own: `repair@3/PHONE`. Holidays and dates with
 * other hours hold for every channel
 */
export function calendarSpecOf(
  { code, zone, weekly, channels, calendar, calendarRevision }: Department,
  channel?: Channel,
): CalendarSpec {
  if (zone === undefined || weekly === undefined || calendarRevision === undefined) return ALWAYS;
  const { holidays = [], exceptions = [] } = calendar ?? {};
  const own = channels?.find((hours) => hours.channel === channel);
  return {
    version: `${code}@${calendarRevision}${own ? `/${own.channel}` : ''}`,
    zone,
    weekly: own?.weekly ?? weekly,
    holidays,
    exceptions: exceptions.map(({ date, hours, reason }) => ({ date, intervals: hours, reason })),
  };
}
