import type { SpecialDay } from './calendar-spec.js';

/** Open from an instant until another, both in UTC ISO 8601. */
export interface Opening {
  readonly from: string;
  readonly until: string;
}

/** The hours of a date, and why they are not those of its day of the week. */
export interface OpenDay {
  readonly date: string;
  /** Hours that run over midnight belong to the date on which they begin. */
  readonly openings: readonly Opening[];
  readonly kind?: SpecialDay['kind'];
  /** The name of the holiday, or the reason of the exception. */
  readonly reason?: string;
}

/** How a working time was counted. */
export interface Counted {
  readonly version: string;
  readonly zone: string;
  /** In milliseconds. */
  readonly workingMs: number;
  /** What was counted, in order; at most {@link EXPLAINED} of them. */
  readonly openings: readonly Opening[];
  /** How many more openings were counted than are listed. */
  readonly more: number;
  /** The dates with a holiday or an exception; at most {@link EXPLAINED} of them. */
  readonly specialDays: readonly SpecialDay[];
}

/** How many openings and days an explanation lists. */
export const EXPLAINED = 1000;
