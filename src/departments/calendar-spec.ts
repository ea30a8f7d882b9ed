import { Weekday } from '@baton/contracts';
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

/** When a department is open, in the version that the revision of its hours and dates gives: `repair@3` (X4). */
export function calendarSpecOf({ code, zone, weekly, calendar, calendarRevision }: Department): CalendarSpec {
  if (zone === undefined || weekly === undefined || calendarRevision === undefined) return ALWAYS;
  const { holidays = [], exceptions = [] } = calendar ?? {};
  return {
    version: `${code}@${calendarRevision}`,
    zone,
    weekly,
    holidays,
    exceptions: exceptions.map(({ date, hours, reason }) => ({ date, intervals: hours, reason })),
  };
}
