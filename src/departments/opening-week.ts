import { refuse, type OpeningInterval } from '@baton/contracts';
import { CalendarError, orderedWeek as inOrder } from '@baton/working-calendar';

/**
 * The opening hours of a week in order, Monday first. Refuses `HOURS_INVALID` naming the interval: a time that is not
 * HH:MM, an interval without length, two that overlap (also over midnight and from Sunday into Monday), an empty week.
 * @param field what the refusal calls the week
 */
export function orderedWeek(weekly: readonly OpeningInterval[], field = 'weekly'): OpeningInterval[] {
  if (weekly.length === 0) {
    refuse('HOURS_INVALID', 'A week without opening hours says nothing: name at least one interval.', {
      missing: [field],
    });
  }
  try {
    return inOrder(weekly);
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    const named = (text: string): string => text.replace('weekly', field);
    return refuse('HOURS_INVALID', named(error.message), { missing: [named(error.entry ?? 'weekly')] });
  }
}
