import { refuse, Weekday, type OpeningInterval } from '@baton/contracts';
import { minutesOfDay } from '@baton/fields';

const DAY = 24 * 60;
const WEEK = 7 * DAY;

interface Span {
  readonly interval: OpeningInterval;
  /** Minutes since Monday 00:00; the end may lie beyond the week, where Sunday runs over midnight. */
  readonly from: number;
  readonly until: number;
}

/**
 * The opening hours of a week in order, Monday first. Refuses `HOURS_INVALID` naming the interval: a time that is not
 * HH:MM, an interval without length, two that overlap (also over midnight and from Sunday into Monday), an empty week.
 */
export function orderedWeek(weekly: readonly OpeningInterval[]): OpeningInterval[] {
  if (weekly.length === 0) {
    refuse('HOURS_INVALID', 'A week without opening hours says nothing: name at least one interval.', {
      missing: ['weekly'],
    });
  }
  const spans = weekly.map(spanOf).sort((a, b) => a.from - b.from);
  const first = spans[0] as Span;
  const nextWeek = { ...first, from: first.from + WEEK };
  [...spans.slice(1), nextWeek].forEach((span, index) => mustNotOverlap(spans[index] as Span, span));
  return spans.map(({ interval: { day, from, until } }) => ({ day, from, until }));
}

function spanOf(interval: OpeningInterval, index: number): Span {
  const from = minutesOfDay(interval.from);
  const until = minutesOfDay(interval.until);
  const at = `weekly.${index}`;
  if (from === undefined || from === DAY) refuseTime(interval, 'opens', interval.from, `${at}.from`);
  if (until === undefined) refuseTime(interval, 'closes', interval.until, `${at}.until`);
  if (from === until) {
    refuse('HOURS_INVALID', `${told(interval)} has no length; the whole day is 00:00 to 24:00.`, { missing: [at] });
  }
  const midnight = Weekday.values.indexOf(interval.day) * DAY;
  return { interval, from: midnight + from, until: midnight + until + (until < from ? DAY : 0) };
}

function refuseTime(interval: OpeningInterval, verb: string, time: string, at: string): never {
  return refuse('HOURS_INVALID', `${told(interval)} ${verb} at ${time}: write a time such as 09:00 or 17:30.`, {
    missing: [at],
  });
}

function mustNotOverlap(earlier: Span, later: Span): void {
  if (earlier.until <= later.from) return;
  refuse('HOURS_INVALID', `${told(earlier.interval)} overlaps ${told(later.interval)}: join them, or shorten one.`, {
    missing: ['weekly'],
  });
}

const told = ({ day, from, until }: OpeningInterval): string => `${day} ${from}-${until}`;
