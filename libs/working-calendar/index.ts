export { CalendarError, type CalendarErrorCode } from './calendar-error.js';
export { LIMITS, type CalendarException, type CalendarSpec, type Holiday, type SpecialDay } from './calendar-spec.js';
export { KnownCalendars } from './known-calendars.js';
export { orderedWeek, WEEKDAYS, type Hours, type Weekday, type WeeklyHours } from './week.js';
export {
  EXPLAINED,
  workingCalendar,
  type Counted,
  type OpenDay,
  type Opening,
  type WorkingCalendar,
} from './working-calendar.js';
