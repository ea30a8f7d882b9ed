import { LRUCache } from 'lru-cache';
import { Temporal } from 'temporal-polyfill';
import type { DayHours } from './day-hours.js';

/** A date as the number of days since 1970-01-01: the next date is one more. */
export type Day = number;

const DAY_MS = 24 * 60 * 60 * 1000;
/** How many dates are worked out at a time, and how many times are kept: 22 years. */
const LENGTH = 64;
const KEPT = 128;

interface Block {
  readonly starts: Float64Array;
  readonly business: Uint8Array;
}

/** The dates of a calendar, worked out as they are asked for: where each begins, and whether it is a business day. */
export class Dates {
  private readonly kept = new LRUCache<number, Block>({ max: KEPT });

  constructor(private readonly days: DayHours) {}

  /** The date that the calendar shows at an instant. */
  at(epoch: number): Day {
    // In UTC the date is this one; in no zone is it another than the one before, this one or the next.
    let day = Math.floor(epoch / DAY_MS);
    while (this.startOf(day) > epoch) day--;
    while (this.startOf(day + 1) <= epoch) day++;
    return day;
  }

  /** The first date that begins at an instant or after it. */
  from(epoch: number): Day {
    const day = this.at(epoch);
    return this.startOf(day) === epoch ? day : day + 1;
  }

  /** Where a date begins, in milliseconds since 1970: at midnight, or where the clock is put forward over it later. */
  startOf(day: Day): number {
    return this.blockOf(day).starts[day & (LENGTH - 1)] as number;
  }

  /** A business day is one on which hours begin. */
  isBusiness(day: Day): boolean {
    return this.blockOf(day).business[day & (LENGTH - 1)] === 1;
  }

  private blockOf(day: Day): Block {
    const index = Math.floor(day / LENGTH);
    const known = this.kept.get(index);
    if (known) return known;
    const block = { starts: new Float64Array(LENGTH), business: new Uint8Array(LENGTH) };
    let date = plainDate(index * LENGTH);
    for (let offset = 0; offset < LENGTH; offset++, date = date.add({ days: 1 })) {
      block.starts[offset] = this.days.startOf(date);
      block.business[offset] = this.days.hasHours(date) ? 1 : 0;
    }
    this.kept.set(index, block);
    return block;
  }
}

/** YYYY-MM-DD */
export const dateText = (day: Day): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** The date so many months later; where its month has no such day, the last of the month. */
export function addMonths(day: Day, months: number): Day {
  const later = plainDate(day).add({ months });
  return later.toZonedDateTime('UTC').epochMilliseconds / DAY_MS;
}

const plainDate = (day: Day): Temporal.PlainDate => Temporal.PlainDate.from(dateText(day));
