import { Temporal } from 'temporal-polyfill';
import { WEEKDAYS, type CalendarSpec, type ClockSpec, type Hours } from '../index.js';

/** A calendar that works every answer out anew, date by date: what the real one is compared with. */
export class NaiveCalendar {
  constructor(private readonly spec: CalendarSpec) {}

  add(from: string, workingMs: number): string {
    if (workingMs === 0) return this.nextOpening(from);
    let left = workingMs;
    for (const [opens, closes] of this.openings(from)) {
      const begun = Math.max(opens, Date.parse(from));
      if (closes <= begun) continue;
      if (closes - begun >= left) return new Date(begun + left).toISOString();
      left -= closes - begun;
    }
    throw new Error('there is no end of openings');
  }

  between(from: string, until: string): number {
    const [start, end] = [Date.parse(from), Date.parse(until)];
    let sum = 0;
    for (const [opens, closes] of this.openings(from)) {
      if (opens >= end) break;
      sum += Math.max(0, Math.min(closes, end) - Math.max(opens, start));
    }
    return sum;
  }

  nextOpening(at: string): string {
    const epoch = Date.parse(at);
    for (const [opens, closes] of this.openings(at)) {
      if (closes > epoch) return new Date(Math.max(opens, epoch)).toISOString();
    }
    throw new Error('there is no end of openings');
  }

  isOpen(at: string): { open: boolean } {
    return { open: this.nextOpening(at) === at };
  }

  /** When a clock of days is due that never stood still and does not count its first day. */
  dueOf({ unit, count, roll }: ClockSpec, start: string): string {
    let date = Temporal.Instant.from(start).toZonedDateTimeISO(this.spec.zone).toPlainDate();
    if (unit === 'BUSINESS_DAY') for (let left = count; left > 0; left--) date = this.nextBusinessDay(date);
    else if (unit === 'WEEK') date = date.add({ weeks: count });
    else if (unit === 'MONTH') date = date.add({ months: count });
    else date = date.add({ days: count });
    if (roll === 'NEXT_BUSINESS_DAY' && this.hoursOn(date).length === 0) date = this.nextBusinessDay(date);
    return new Date(this.at(date.add({ days: 1 }), '00:00')).toISOString();
  }

  private nextBusinessDay(after: Temporal.PlainDate): Temporal.PlainDate {
    const date = after.add({ days: 1 });
    return this.hoursOn(date).length > 0 ? date : this.nextBusinessDay(date);
  }

  /** From the day before an instant on, in order; hours of which none run into others. */
  private *openings(from: string): Iterable<[opens: number, closes: number]> {
    const wall = Temporal.Instant.from(from).toZonedDateTimeISO(this.spec.zone).toPlainDate();
    for (let date = wall.subtract({ days: 1 }); ; date = date.add({ days: 1 })) {
      for (const { from: opens, until } of this.hoursOn(date)) {
        const next = until <= opens || until === '24:00' ? date.add({ days: 1 }) : date;
        yield [this.at(date, opens), this.at(next, until === '24:00' ? '00:00' : until)];
      }
    }
  }

  private hoursOn(date: Temporal.PlainDate): readonly Hours[] {
    const text = date.toString();
    const exception = this.spec.exceptions.find((each) => each.date === text);
    if (exception) return exception.intervals;
    if (this.spec.holidays.some((each) => each.date === text)) return [];
    return this.spec.weekly.filter(({ day }) => day === WEEKDAYS[date.dayOfWeek - 1]);
  }

  private at(date: Temporal.PlainDate, time: string): number {
    return date.toZonedDateTime({ timeZone: this.spec.zone, plainTime: time }).epochMilliseconds;
  }
}
