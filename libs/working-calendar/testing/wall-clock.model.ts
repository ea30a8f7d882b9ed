import { DateTime } from 'luxon';
import type { CalendarSpec, Hours } from '../index.js';

/**
 * A calendar as a person reads it: look at the clock on the wall and at the day, and see whether it is open. By another
 * library of time than the real one, slow, and right where hours begin and end on the hour (inside an hour that the clock
 * shows twice, a person would not know which of the two is meant).
 */
export class WallClockModel {
  constructor(private readonly spec: CalendarSpec) {}

  isOpen(epoch: number): boolean {
    const wall = DateTime.fromMillis(epoch, { zone: this.spec.zone });
    const time = wall.toFormat('HH:mm');
    const today = this.hoursOn(wall).some(({ from, until }) => from <= time && (until <= from || time < until));
    return today || this.hoursOn(wall.minus({ days: 1 })).some(({ from, until }) => until <= from && time < until);
  }

  /** Working time by looking every so many milliseconds, which must be how often a zone or an hour can change. */
  between(from: number, until: number, every: number): number {
    let sum = 0;
    for (let at = from; at < until; at += every) if (this.isOpen(at)) sum += every;
    return sum;
  }

  private hoursOn(wall: DateTime): readonly Hours[] {
    const date = wall.toFormat('yyyy-MM-dd');
    const exception = this.spec.exceptions.find((each) => each.date === date);
    if (exception) return exception.intervals;
    if (this.spec.holidays.some((each) => each.date === date)) return [];
    const day = wall.setLocale('en').toFormat('EEEE').toUpperCase();
    return this.spec.weekly.filter((each) => each.day === day);
  }
}
