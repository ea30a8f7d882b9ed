/**
 * When work is done. A {@link CalendarSpec} is data; {@link workingCalendar} makes it ready for questions:
 *
 *     const calendar = workingCalendar({ version, zone: 'Europe/Warsaw', weekly, holidays, exceptions: [] });
 *     calendar.add('2026-03-06T15:00:00.000Z', 2 * 60 * 60 * 1000); // two working hours later
 *
 * Holidays come from `@baton/working-calendar/public-holidays` or `@baton/working-calendar/icalendar`. Pure: no clock, no
 * file, no chance. What counts when a clock changes, and why, is in docs/adr/0018-working-calendars.md.
 */
export { EXPLAINED, type Counted, type OpenDay, type Opening } from './answers.js';
export { CalendarError, type CalendarErrorCode } from './calendar-error.js';
export { LIMITS, type CalendarException, type CalendarSpec, type Holiday, type SpecialDay } from './calendar-spec.js';
export { KnownCalendars } from './known-calendars.js';
export { hoursToDisturb, type QuietHours } from './quiet-hours.js';
export { orderedWeek, WEEKDAYS, type Hours, type Weekday, type WeeklyHours } from './week.js';
export { workingCalendar, type WorkingCalendar } from './working-calendar.js';
export { CLOCK_WORDS, checkedClock, type ClockSpec, type ExtensionRule } from './clocks/clock-spec.js';
export { dueOf, type Due, type DueExplained, type Extension, type Happened } from './clocks/due.js';
export { type Pause } from './clocks/pauses.js';
