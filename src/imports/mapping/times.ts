import { readInstant } from '@baton/fields';
import { DateTime } from 'luxon';
import type { ProfileTime } from '../profiles/profile.js';

/** Reads a time as a log writes it; undefined where it cannot be read. Milliseconds since 1970. */
export type ReadTime = (text: string) => number | undefined;

/**
 * How the times of a profile's log are read: by its format, or as ISO 8601; in its zone where they name none. A time
 * without a zone cannot be read unless the profile names one. In the hour that a clock change repeats, a time without
 * an offset is taken as the first of the two.
 */
export function timesOf(time: ProfileTime = {}): ReadTime {
  const read = readerOf(time);
  return (text) => {
    const at = read(text);
    return at !== undefined && at >= EARLIEST && at <= LATEST ? at : undefined;
  };
}

/** A time with an offset of a day or more, or of sixty minutes and more: Luxon would count with it. */
const NO_OFFSET = /:\d{2}(\.\d+)?[+-](?!([01]\d|2[0-3])(:?[0-5]\d)?$)/;

/** What ISO 8601 writes with a year of four digits: anything else is a mistake. */
const EARLIEST = Date.UTC(1000, 0);
const LATEST = Date.UTC(10_000, 0) - 1;

function readerOf(time: ProfileTime): ReadTime {
  const { format, zone } = time;
  if (format === 'x' || format === 'X') return (text) => epoch(text, format === 'X' ? 1000 : 1);
  if (format !== undefined) {
    const parser = DateTime.buildFormatParser(format, { locale: 'en' });
    return (text) => milliseconds(DateTime.fromFormatParser(text, parser, { zone: zone ?? 'utc', locale: 'en' }));
  }
  return (text) => {
    const instant = readInstant(text);
    if (instant !== undefined) return instant;
    if (NO_OFFSET.test(text)) return undefined;
    if (zone !== undefined) return milliseconds(DateTime.fromISO(text.replace(' ', 'T'), { zone }));
    const read = DateTime.fromISO(text.replace(' ', 'T'), { setZone: true, zone: 'utc' });
    return /(Z|[+-]\d{2}(:?\d{2})?)$/.test(text) ? milliseconds(read) : undefined;
  };
}

/** Whether a format tells the zone or needs none: it then can be read without one. */
export const tellsZone = (format: string): boolean => /[Zz]|^[Xx]$/.test(format.replace(/'[^']*'/g, ''));

function epoch(text: string, unit: number): number | undefined {
  return /^\d{1,14}(\.\d{1,9})?$/.test(text) ? Math.floor(Number(text) * unit) : undefined;
}

const milliseconds = (read: DateTime): number | undefined => (read.isValid ? read.toMillis() : undefined);
