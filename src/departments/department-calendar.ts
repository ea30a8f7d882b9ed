import type { CalendarSpec } from '@baton/working-calendar';
import type { Department } from './department.state.js';

/**
 * When a department works, as data for `@baton/working-calendar`; its version is `<department>@<revision>` (X4).
 * Undefined where nobody said its hours, as of most departments that an import opened: such a department counts as open.
 */
export function calendarOf({ code, zone, weekly, calendar, calendarRevision }: Department): CalendarSpec | undefined {
  if (zone === undefined || !weekly) return undefined;
  const { holidays, exceptions } = calendar ?? { holidays: [], exceptions: [] };
  return {
    version: `${code}@${calendarRevision}`,
    zone,
    weekly,
    holidays,
    exceptions: exceptions.map(({ date, hours, reason }) => ({ date, intervals: hours, reason })),
  };
}
