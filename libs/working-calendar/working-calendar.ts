import { EXPLAINED, type Counted, type OpenDay, type Opening } from './answers.js';
import { CalendarError, shown } from './calendar-error.js';
import {
  checkedSpec,
  noDate,
  readDate,
  type CalendarSpec,
  type CheckedSpec,
  type SpecialDay,
} from './calendar-spec.js';
import { Dates } from './dates.js';
import { DayHours } from './day-hours.js';
import { HORIZON_MS } from './horizon.js';
import { epochOf, isoOf } from './instants.js';
import { firstNotBelow, Stretches, type Stretch } from './stretches.js';

/** Makes a calendar ready for questions. Refuses `SPEC_INVALID`, naming the entry. */
export const workingCalendar = (spec: CalendarSpec): WorkingCalendar => new WorkingCalendar(checkedSpec(spec));

/**
 * Answers when work is done. Instants are UTC ISO 8601, working time is milliseconds. Every question refuses
 * `ASKED_WRONGLY` for an instant that is none; an answer more than ten years away is not looked for.
 */
export class WorkingCalendar {
  readonly version: string;
  readonly zone: string;
  /** Where dates begin, and which are business days. */
  readonly dates: Dates;
  private readonly days: DayHours;
  private readonly stretches: Stretches;
  private readonly specialDates: readonly string[];

  constructor(private readonly spec: CheckedSpec) {
    this.version = spec.version;
    this.zone = spec.zone;
    this.days = new DayHours(spec);
    this.dates = new Dates(this.days);
    this.specialDates = [...spec.special.keys()];
    this.stretches = new Stretches(this.days);
  }

  /** Whether it is open at an instant, and until when that stays so; no `until` where it does for ten years. */
  isOpen(at: string): { readonly open: boolean; readonly until?: string } {
    const epoch = epochOf(at, 'at');
    const next = this.nextOpen(epoch);
    const open = next === epoch;
    const until = open ? this.closing(epoch) : next;
    return until === undefined ? { open } : { open, until: isoOf(until) };
  }

  /** The first instant from this one on at which it is open: this one itself while it is. Undefined where there is none. */
  nextOpening(at: string): string | undefined {
    const next = this.nextOpen(epochOf(at, 'at'));
    return next === undefined ? undefined : isoOf(next);
  }

  /**
   * The first instant at which so much working time has passed since another: where the time is used up at a closing, the
   * closing; and for no time at all the next opening. Refuses `BEYOND_HORIZON` more than ten years away.
   */
  add(from: string, workingMs: number): string {
    const start = epochOf(from, 'from');
    if (!Number.isSafeInteger(workingMs) || workingMs < 0) {
      const message = `workingMs: ${shown(workingMs)} is no working time: give whole milliseconds, 0 or more.`;
      throw new CalendarError('ASKED_WRONGLY', message, 'workingMs');
    }
    const due = workingMs === 0 ? this.nextOpen(start) : this.whenWorked(start, workingMs);
    if (due !== undefined) return isoOf(due);
    throw new CalendarError(
      'BEYOND_HORIZON',
      `Calendar ${this.version} has not as much working time within ten years of ${from}.`,
      'workingMs',
    );
  }

  /** The working time between two instants. Refuses `ASKED_WRONGLY` for an end before the start or ten years after it. */
  between(from: string, until: string): number {
    const [start, end] = range(from, until);
    const last = this.stretches.at(end);
    let sum = workedUntil(last, end) - workedUntil(this.stretches.at(start), start);
    for (let at = start; at < last.from;) {
      const stretch = this.stretches.at(at);
      sum += stretch.total;
      at = stretch.until;
    }
    return sum;
  }

  /** When it is open on a date YYYY-MM-DD. */
  openOn(date: string): OpenDay {
    const read = readDate(date);
    if (!read) throw new CalendarError('ASKED_WRONGLY', `date: ${noDate(date)}`, 'date');
    const openings = this.days.openOn(read).map(([from, until]) => ({ from: isoOf(from), until: isoOf(until) }));
    const special = this.spec.special.get(date);
    return { date, openings, ...(special && { kind: special.kind, reason: special.reason }) };
  }

  /**
   * The hours of the day on which it is open at an instant, or else opens next: hours of a night are those of the date on
   * which they begin. Undefined where it does not open within ten years.
   */
  openingDay(at: string): OpenDay | undefined {
    const next = this.nextOpen(epochOf(at, 'at'));
    if (next === undefined) return undefined;
    const opens = isoOf(next);
    const date = this.days.dateAt(next);
    const today = this.openOn(date.toString());
    const holds = today.openings.some(({ from, until }) => from <= opens && opens < until);
    return holds ? today : this.openOn(date.subtract({ days: 1 }).toString());
  }

  /** How {@link between} counts: the openings, and the holidays and exceptions on the way. Refuses as it does. */
  explain(from: string, until: string): Counted {
    const [start, end] = range(from, until);
    const openings: Opening[] = [];
    let count = 0;
    for (let opens = this.nextOpen(start); opens !== undefined && opens < end; count++) {
      const closes = Math.min(this.closing(opens) ?? end, end);
      if (count < EXPLAINED) openings.push({ from: isoOf(opens), until: isoOf(closes) });
      opens = this.nextOpen(closes);
    }
    const [first, last] = [this.days.dateAt(start).toString(), this.days.dateAt(end).toString()];
    const { version, zone } = this;
    const more = count - openings.length;
    const specialDays = this.specialDaysOf(first, last);
    return { version, zone, workingMs: this.between(from, until), openings, more, specialDays };
  }

  /** The holidays and exceptions from a date YYYY-MM-DD to another, in order; at most {@link EXPLAINED}. */
  specialDaysOf(first: string, last: string): SpecialDay[] {
    const begin = firstNotBelow(this.specialDates, first);
    // A text that is longer comes after the date itself and before the next.
    const end = Math.min(firstNotBelow(this.specialDates, `${last}+`), begin + EXPLAINED);
    return this.specialDates.slice(begin, end).map((date) => this.spec.special.get(date) as SpecialDay);
  }

  /** The last closing before an instant or at it, or the instant itself where it was open until then. */
  closingBefore(at: string): string | undefined {
    const epoch = epochOf(at, 'at');
    for (const { opens, closes } of this.stretches.before(epoch)) {
      const next = firstNotBelow(closes, epoch);
      if (next < opens.length && (opens[next] as number) < epoch) return isoOf(epoch);
      if (next > 0) return isoOf(closes[next - 1] as number);
    }
    return undefined;
  }

  private nextOpen(epoch: number): number | undefined {
    for (const { opens, closes } of this.stretches.from(epoch)) {
      const next = firstNotBelow(closes, epoch + 1);
      if (next < opens.length) return within(Math.max(epoch, opens[next] as number), epoch);
    }
    return undefined;
  }

  /** When what is open at an instant closes; a closing at the end of a stretch is none where the next begins open. */
  private closing(epoch: number): number | undefined {
    let at = epoch;
    for (const { opens, closes, until } of this.stretches.from(epoch)) {
      const open = firstNotBelow(closes, at + 1);
      if (open === opens.length || (opens[open] as number) > at) return at;
      at = closes[open] as number;
      if (at < until) return within(at, epoch);
    }
    return undefined;
  }

  private whenWorked(epoch: number, workingMs: number): number | undefined {
    let left = workingMs;
    for (const stretch of this.stretches.from(epoch)) {
      // Since the start of the stretch, to find the place in one search.
      if (stretch.from <= epoch) left += workedUntil(stretch, epoch);
      if (left > stretch.total) {
        left -= stretch.total;
        continue;
      }
      const index = firstNotBelow(stretch.worked, left);
      return within((stretch.closes[index] as number) - ((stretch.worked[index] as number) - left), epoch);
    }
    return undefined;
  }
}

/** An instant, unless it is too far away to have been looked for. */
const within = (epoch: number, from: number): number | undefined => (epoch - from <= HORIZON_MS ? epoch : undefined);

/** The working time of a stretch that has passed at an instant in it. */
function workedUntil({ opens, closes, worked, total }: Stretch, epoch: number): number {
  const index = firstNotBelow(closes, epoch);
  if (index === closes.length) return total;
  const ahead = (closes[index] as number) - Math.max(epoch, opens[index] as number);
  return (worked[index] as number) - ahead;
}

function range(from: string, until: string): [number, number] {
  const [start, end] = [epochOf(from, 'from'), epochOf(until, 'until')];
  if (end >= start && end - start <= HORIZON_MS) return [start, end];
  throw new CalendarError(
    'ASKED_WRONGLY',
    end < start ? `until: ${until} is before ${from}.` : `until: ${until} is more than ten years after ${from}.`,
    'until',
  );
}
