import { invalid, shown } from '../calendar-error.js';
import { objectOf, readDate, textOf } from '../calendar-spec.js';

/** What a clock may be of: the words that each field allows. */
export const CLOCK_WORDS = {
  kind: ['ANSWER', 'ACKNOWLEDGEMENT', 'PROGRESS'],
  unit: ['SECOND', 'CALENDAR_DAY', 'BUSINESS_DAY', 'WEEK', 'MONTH'],
  start: ['AT_ONCE', 'NEXT_OPENING'],
  roll: ['NONE', 'NEXT_BUSINESS_DAY'],
  endsAt: ['END_OF_DAY', 'CLOSE_OF_BUSINESS'],
  onSilence: ['NOTHING', 'DEEMED_ACCEPTED', 'ESCALATE'],
} as const;

type Word<F extends keyof typeof CLOCK_WORDS> = (typeof CLOCK_WORDS)[F][number];

/** How a clock may be given more time. */
export interface ExtensionRule {
  /** The longest that the clock may become in all, in its unit, counted from its start. */
  readonly longest: number;
  /** How often it may be extended. */
  readonly times: number;
  /** What the customer must be told with it, in codes: `REASONS`, `EXPECTED_DATE`. */
  readonly mustContain: readonly string[];
  /** By when it must be given: so many units from the start. */
  readonly within: number;
}

/** By when something has to be done, as data: what a law, a contract or a department says. */
export interface ClockSpec {
  readonly code: string;
  readonly name: string;
  /** What is due: the answer itself, a word that the matter has arrived, or a word on how it stands. */
  readonly kind: Word<'kind'>;
  readonly unit: Word<'unit'>;
  readonly count: number;
  /** Whether it begins with the event, or when the calendar is next open. */
  readonly start: Word<'start'>;
  /** Whether the day on which it begins is the first that counts; of seconds each counts. */
  readonly countFirstDay: boolean;
  /** What becomes of a last day that is no business day. */
  readonly roll: Word<'roll'>;
  /** When on the last day it ends; of seconds it ends with the last. */
  readonly endsAt: Word<'endsAt'>;
  /** The IANA time zone of its days, which must be that of its calendar. */
  readonly zone: string;
  /** Which calendar it counts by, as whoever keeps calendars calls it. */
  readonly calendar: string;
  /** Whether it can stand still. */
  readonly pausable: boolean;
  /** What ends it: names of events. */
  readonly satisfiedBy: readonly string[];
  /** Null: it cannot be extended. */
  readonly extension: ExtensionRule | null;
  /** What follows where nothing was done by then. */
  readonly onSilence: Word<'onSilence'>;
  /** The law or contract that says so; null where none does. */
  readonly legalBasis: string | null;
  /** The date YYYY-MM-DD on which someone compared this with the law as it was then; null where nobody has. */
  readonly verifiedOn: string | null;
}

/** The most that a clock counts, in each unit: ten years, or as many seconds as a hundred days have. */
const MOST = { SECOND: 8_640_000, CALENDAR_DAY: 3650, BUSINESS_DAY: 2500, WEEK: 520, MONTH: 120 } as const;

/**
 * Looks a clock through, which may come from anywhere. Refuses `SPEC_INVALID` naming the entry: what is missing or of
 * another form, a count below 1 or beyond ten years, an extension that is none, and days said of a clock of seconds.
 */
export function checkedClock(spec: ClockSpec): ClockSpec {
  objectOf(spec, 'clock');
  for (const field of ['code', 'name', 'zone', 'calendar'] as const) textOf(spec[field], field);
  for (const field of ['kind', 'unit', 'start', 'roll', 'endsAt', 'onSilence'] as const) wordOf(field, spec[field]);
  for (const field of ['countFirstDay', 'pausable'] as const) {
    if (typeof spec[field] !== 'boolean') invalid(field, 'say true or false.');
  }
  countOf(spec.count, 'count', 1, MOST[spec.unit]);
  codesOf(spec.satisfiedBy, 'satisfiedBy');
  if (spec.satisfiedBy.length === 0) invalid('satisfiedBy', 'name at least one event that ends the clock.');
  if (spec.unit === 'SECOND' && (spec.roll !== 'NONE' || spec.endsAt !== 'END_OF_DAY' || !spec.countFirstDay)) {
    invalid('unit', 'a clock of seconds counts its first day, does not roll, and ends with its last second.');
  }
  if (spec.extension !== null) extensionOf(spec.extension, spec);
  if (spec.legalBasis !== null) textOf(spec.legalBasis, 'legalBasis');
  if (spec.verifiedOn !== null && !readDate(spec.verifiedOn))
    invalid('verifiedOn', 'write a date YYYY-MM-DD, or null.');
  return spec;
}

function extensionOf(rule: ExtensionRule, { count, unit }: ClockSpec): void {
  objectOf(rule, 'extension');
  countOf(rule.longest, 'extension.longest', count + 1, MOST[unit]);
  countOf(rule.times, 'extension.times', 1, 10);
  countOf(rule.within, 'extension.within', 1, rule.longest);
  codesOf(rule.mustContain, 'extension.mustContain');
}

function wordOf(field: keyof typeof CLOCK_WORDS, word: string): void {
  const words: readonly string[] = CLOCK_WORDS[field];
  if (!words.includes(word)) invalid(field, `${shown(word)} is none of ${words.join(', ')}.`);
}

function countOf(count: number, entry: string, least: number, most: number): void {
  if (!Number.isInteger(count) || count < least || count > most) {
    invalid(entry, `${shown(count)} is no whole number from ${least} to ${most}.`);
  }
}

function codesOf(codes: readonly string[], entry: string): void {
  if (!Array.isArray(codes) || codes.length > 20) invalid(entry, 'name a list of at most 20.');
  codes.forEach((code: string, index) => textOf(code, `${entry}.${index}`));
}
