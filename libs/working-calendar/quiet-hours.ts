import { WEEKDAYS, type Hours } from './week.js';
import { workingCalendar, type WorkingCalendar } from './working-calendar.js';

/** The hours in which somebody must not be disturbed, every day. */
export interface QuietHours {
  /** HH:MM; in them. */
  readonly quietFrom?: string;
  /** HH:MM, no longer in them; before the start means on the next day. */
  readonly quietUntil?: string;
  /** An IANA time zone; UTC where none is known. */
  readonly zone?: string;
}

/**
 * The calendar of the hours in which somebody may be disturbed: all that are not quiet. Undefined where no quiet hours are
 * known; `NEVER` where they are the whole day.
 */
export function hoursToDisturb({
  quietFrom,
  quietUntil,
  zone = 'UTC',
}: QuietHours): WorkingCalendar | 'NEVER' | undefined {
  if (quietFrom === undefined || quietUntil === undefined) return undefined;
  const overMidnight = quietUntil < quietFrom;
  const left: readonly Hours[] = overMidnight
    ? [{ from: quietUntil, until: quietFrom }]
    : [
        { from: '00:00', until: quietFrom },
        { from: quietUntil, until: '24:00' },
      ];
  const hours = left.filter(({ from, until }) => from < until);
  if (hours.length === 0) return 'NEVER';
  const version = `quiet-hours ${quietFrom}-${quietUntil} ${zone}`;
  const weekly = WEEKDAYS.flatMap((day) => hours.map((interval) => ({ day, ...interval })));
  return workingCalendar({ version, zone, weekly, holidays: [], exceptions: [] });
}
