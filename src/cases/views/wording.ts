import { DateTime } from 'luxon';
import type { By } from '@baton/contracts';

const LONGEST_QUOTE = 280;
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** Who did it, for a sentence: `anna.berg (SHOP)`, `anna.berg (SHOP) for ben.ode`. */
export const who = ({ agent, department, onBehalfOf }: By): string =>
  `${agent} (${department})${onBehalfOf === undefined ? '' : ` for ${onBehalfOf}`}`;

/**
 * What somebody wrote, on one line and without control characters: it must neither look like a line of its own nor steer
 * the terminal of who reads it.
 */
export const onOneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();

/**
 * What somebody said or wrote, in quotation marks on one line, without a full stop at its end (the sentence around it
 * has its own).
 * @param longest at most so many characters, the rest is cut off with …; 280 unless told
 */
export function quoted(text: string, longest = LONGEST_QUOTE): string {
  const line = onOneLine(text);
  const characters = Array.from(line.slice(0, longest * 2 + 2));
  const shown =
    characters.length > longest
      ? `${characters
          .slice(0, longest - 1)
          .join('')
          .trimEnd()}…`
      : line;
  return `“${shown.replace(/(?<!\.)\.$/u, '')}”`;
}

/** Quoted text after a colon, or what is said where there is none: `: “…”`, `; why is not documented`. */
export const told = (text: string | undefined, otherwise: string): string =>
  text === undefined ? otherwise : `: ${quoted(text)}`;

/** An instant as people write it: `3 March 2026, 17:00 UTC`, or in a time zone `3 March 2026, 18:00 (Europe/Berlin)`. */
export function instant(iso: string, zone?: string): string {
  if (zone === undefined) return `${utc(iso)} UTC`;
  const local = DateTime.fromISO(iso, { zone });
  return local.isValid ? `${local.setLocale('en').toFormat('d LLLL yyyy, HH:mm')} (${zone})` : `${utc(iso)} UTC`;
}

/** UTC by the text of the instant alone: the trail writes thousands of these. */
const utc = (iso: string): string =>
  `${Number(iso.slice(8, 10))} ${MONTHS[Number(iso.slice(5, 7)) - 1] ?? ''} ${iso.slice(0, 4)}, ${iso.slice(11, 16)}`;

/** A length of time in its largest fitting unit, rounded down: `40 seconds`, `1 minute`, `3 hours`, `12 days`. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return counted(seconds, 'second');
  if (seconds < 3600) return counted(Math.floor(seconds / 60), 'minute');
  if (seconds < 48 * 3600) return counted(Math.floor(seconds / 3600), 'hour');
  return counted(Math.floor(seconds / 86_400), 'day');
}

/** A number with its noun: `1 case`, `3 cases`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** A share of 0 to 1 in percent: `75 %`. */
export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** The first letter in upper case, for the start of a sentence. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The parts that say something, joined. */
export const joined = (parts: readonly (string | undefined | false)[], by: string): string =>
  parts.filter((part) => typeof part === 'string' && part !== '').join(by);
