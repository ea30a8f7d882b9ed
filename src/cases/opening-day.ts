import { CalendarError, type WorkingCalendar } from '@baton/working-calendar';

/**
 * H10: when what begins to wait now has waited for one opening day of the receiver: for as much opening time as the
 * receiver has on the day on which it is open now, or opens next. Offered on Monday at ten to who is open from eight to six,
 * that is Tuesday at ten. Undefined where that is more than ten years away.
 * @param now UTC ISO 8601
 */
export function openingDayLater(receiver: WorkingCalendar, now: string): string | undefined {
  const day = receiver.openingDay(now);
  if (day === undefined) return undefined;
  const time = day.openings.reduce((sum, { from, until }) => sum + Date.parse(until) - Date.parse(from), 0);
  try {
    return receiver.add(now, time);
  } catch (error) {
    if (!(error instanceof CalendarError) || error.code !== 'BEYOND_HORIZON') throw error;
    return undefined;
  }
}
