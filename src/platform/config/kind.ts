import { resolve } from 'node:path';

/** What stands in the environment or in a file: a text, or the items of a list. */
export type Raw = string | readonly string[];

/** What was read, or the part that is wrong. */
export type Read<T> = { readonly value: T } | { readonly wrong: string };

/** What a setting takes: how it is read, how it is written, and how that is said. */
export interface Kind<T> {
  /** What it takes, so that it follows "give" or "takes": `a whole number from 0 to 65535`. */
  readonly takes: string;
  /**
   * Reads what was given.
   * @param folder what a relative path is relative to
   */
  read(raw: Raw, folder: string): Read<T>;
  /** What is wrong with what the value names, such as a file that is not there, in lines; undefined where nothing is. */
  troubleIn?(value: T): string | undefined;
  /** The value as one would give it. */
  write(value: T): string;
}

/** A kind that is given as one text. */
export function single<T>(
  takes: string,
  read: (text: string, folder: string) => T | undefined,
  write: (value: T) => string = String,
): Kind<T> {
  return {
    takes,
    write,
    read: (raw, folder) => {
      if (typeof raw !== 'string') return { wrong: `[${raw.join(', ')}]` };
      const value = raw === '' ? undefined : read(raw, folder);
      return value === undefined ? { wrong: raw } : { value };
    },
  };
}

/**
 * Any text that is not empty.
 * @param takes what is to be given: `the issuer (iss) of the tokens`
 * @param form what all of it must match
 */
export const text = (takes: string, form = /^[^]*$/): Kind<string> =>
  single(takes, (given) => (form.test(given) ? given : undefined));

/** One of a few words. */
export const oneOf = <T extends string>(words: readonly T[]): Kind<T> =>
  single(`one of ${words.join(', ')}`, (given) => words.find((word) => word === given));

const SWITCH = new Map([
  ['on', true],
  ['true', true],
  ['off', false],
  ['false', false],
]);

/** Something that is on or off; `true` and `false` say the same. */
export const onOff = (): Kind<boolean> =>
  single(
    'on or off',
    (given) => SWITCH.get(given),
    (value) => (value ? 'on' : 'off'),
  );

/**
 * A whole number.
 * @param unit what it counts: `bytes`
 */
export function wholeNumber({ min, max, unit }: { min: number; max: number; unit?: string }): Kind<number> {
  return single(`a whole number ${unit ? `of ${unit} ` : ''}from ${min} to ${max}`, (given) => {
    const number = /^\d{1,15}$/.test(given) ? Number(given) : NaN;
    return number >= min && number <= max ? number : undefined;
  });
}

const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * A time in milliseconds, given with its unit: `500ms`, `30s`, `5m`, `1h`, `7d`. A number alone is refused.
 * @param min the shortest, as it is given
 * @param max the longest, as it is given
 */
export function duration({ min, max }: { min: string; max: string }): Kind<number> {
  const [shortest = NaN, longest = NaN] = [min, max].map(millisecondsOf);
  return single(
    `a time from ${min} to ${max}, as 500ms, 30s, 5m, 1h or 7d`,
    (given) => {
      const time = millisecondsOf(given);
      return time !== undefined && time >= shortest && time <= longest ? time : undefined;
    },
    writeDuration,
  );
}

function millisecondsOf(given: string): number | undefined {
  const [, digits, unit = ''] = /^(\d{1,9})(ms|[smhd])$/.exec(given) ?? [];
  const time = Number(digits) * (MILLISECONDS[unit] ?? NaN);
  return Number.isNaN(time) ? undefined : time;
}

function writeDuration(time: number): string {
  const [unit, length] = Object.entries(MILLISECONDS).findLast(([, length]) => time % length === 0) ?? ['ms', 1];
  return time === 0 ? '0s' : `${time / length}${unit}`;
}

/** A file or a folder: an absolute path. A relative one counts from the file it stands in, or from where Baton is run. */
export const path = (takes: string): Kind<string> => single(takes, (given, folder) => resolve(folder, given));

/** An http or https address, as it was given. */
export const webAddress = (takes: string): Kind<string> =>
  single(takes, (given) =>
    /^https?:$/.test(URL.parse(given)?.protocol ?? '') && !/\s/.test(given) ? given : undefined,
  );

/** Several of a kind: in the environment with commas between, in a file as a list. An item is given once. */
export function listOf<T>(item: Kind<T>): Kind<readonly T[]> {
  return {
    takes: `a list, each ${item.takes}`,
    write: (values) => values.map((value) => item.write(value)).join(','),
    read: (raw, folder) => {
      const given = typeof raw === 'string' ? raw.split(',').map((part) => part.trim()) : raw;
      const values: T[] = [];
      for (const [place, one] of given.entries()) {
        const read = item.read(one, folder);
        if ('wrong' in read) return { wrong: one };
        if (given.indexOf(one) < place) return { wrong: `${one}, given twice` };
        values.push(read.value);
      }
      return { value: values };
    },
  };
}
