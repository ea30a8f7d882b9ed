import { Temporal } from 'temporal-polyfill';
import type { CheckedSpec } from './calendar-spec.js';
import { WEEKDAYS, type Hours } from './week.js';

/** From an instant until another, in milliseconds since 1970; the end is not part of it. */
export type Span = readonly [from: number, until: number];

interface ClockHours {
  readonly from: Temporal.PlainTime;
  readonly until: Temporal.PlainTime;
  readonly nextDay: boolean;
}

/** The hours of each date as instants. */
export class DayHours {
  private readonly ofWeekday: readonly ClockHours[][];
  private readonly ofDate: ReadonlyMap<string, ClockHours[]>;

  constructor(private readonly spec: CheckedSpec) {
    this.ofWeekday = WEEKDAYS.map((day) => spec.weekly.filter((hours) => hours.day === day).map(clockHours));
    this.ofDate = new Map([...spec.special].map(([date, { hours }]) => [date, hours.map(clockHours)]));
  }

  /** The instants at which hours that begin on a date are open; what a change of the clock leaves nothing of is absent. */
  openOn(date: Temporal.PlainDate): Span[] {
    return this.hoursOf(date)
      .map((each) => this.spanOf(date, each))
      .filter(([from, until]) => from < until);
  }

  /** Whether hours begin on a date. */
  hasHours(date: Temporal.PlainDate): boolean {
    return this.hoursOf(date).length > 0;
  }

  /** Where a date begins; where the zone skipped it, where the next does. */
  startOf(date: Temporal.PlainDate): number {
    return date.toZonedDateTime(this.spec.zone).epochMilliseconds;
  }

  /** The date on the wall at an instant. */
  dateAt(epoch: number): Temporal.PlainDate {
    return Temporal.Instant.fromEpochMilliseconds(epoch).toZonedDateTimeISO(this.spec.zone).toPlainDate();
  }

  private hoursOf(date: Temporal.PlainDate): readonly ClockHours[] {
    return this.ofDate.get(date.toString()) ?? this.ofWeekday[date.dayOfWeek - 1] ?? [];
  }

  /**
   * From the first instant at which the clock on the wall reads one of these hours, to the last. So where the clock is put
   * forward they are shorter by what it skips, and where it is put back longer by what it shows twice.
   */
  private spanOf(date: Temporal.PlainDate, { from, until, nextDay }: ClockHours): Span {
    const closing = (nextDay ? date.add({ days: 1 }) : date).toPlainDateTime(until);
    return [this.firstAt(date.toPlainDateTime(from)), this.lastBefore(closing)];
  }

  /** The first instant at which the clock reads this or, where it is put forward over it, later. */
  private firstAt(wall: Temporal.PlainDateTime): number {
    const only = this.onlyAt(wall);
    if (only !== undefined) return only;
    const first = wall.toZonedDateTime(this.spec.zone, { disambiguation: 'earlier' });
    const skipped = !first.toPlainDateTime().equals(wall);
    return (skipped ? (first.getTimeZoneTransition('next') ?? first) : first).epochMilliseconds;
  }

  /** The end of the last instant at which the clock reads less than this and has not been past it for good. */
  private lastBefore(wall: Temporal.PlainDateTime): number {
    const only = this.onlyAt(wall);
    if (only !== undefined) return only;
    const before = wall.subtract({ milliseconds: 1 });
    const last = before.toZonedDateTime(this.spec.zone, { disambiguation: 'later' });
    if (last.toPlainDateTime().equals(before)) return last.epochMilliseconds + 1;
    return (last.getTimeZoneTransition('previous') ?? last).epochMilliseconds;
  }

  /** When the clock reads this, where that is one instant: all but a few hours a year, so the quickest way is tried first. */
  private onlyAt(wall: Temporal.PlainDateTime): number | undefined {
    try {
      return wall.toZonedDateTime(this.spec.zone, { disambiguation: 'reject' }).epochMilliseconds;
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }
}

function clockHours({ from, until }: Hours): ClockHours {
  const endOfDay = until === '24:00';
  return {
    from: Temporal.PlainTime.from(from),
    until: Temporal.PlainTime.from(endOfDay ? '00:00' : until),
    nextDay: endOfDay || until < from,
  };
}
