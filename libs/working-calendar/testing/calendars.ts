import fc from 'fast-check';
import { WEEKDAYS, type CalendarSpec, type Hours } from '../index.js';

/** A zone with the day on which its clock is put forward in 2026, and the one on which it is put back. */
export interface Zone {
  readonly zone: string;
  readonly forward: string;
  readonly back: string;
}

export const ZONES: readonly Zone[] = [
  { zone: 'Europe/Warsaw', forward: '2026-03-29', back: '2026-10-25' },
  { zone: 'Europe/London', forward: '2026-03-29', back: '2026-10-25' },
  { zone: 'America/New_York', forward: '2026-03-08', back: '2026-11-01' },
  { zone: 'Asia/Jerusalem', forward: '2026-03-27', back: '2026-10-25' },
  // Half an hour, in the other half of the year.
  { zone: 'Australia/Lord_Howe', forward: '2026-10-04', back: '2026-04-05' },
];

/** Monday to Friday, 09:00 to 17:00, in Warsaw, unless told otherwise. */
export const office = (other: Partial<CalendarSpec> = {}): CalendarSpec => ({
  version: 'office-1',
  zone: 'Europe/Warsaw',
  weekly: WEEKDAYS.slice(0, 5).map((day) => ({ day, from: '09:00', until: '17:00' })),
  holidays: [],
  exceptions: [],
  ...other,
});

export const everyDay = (from: string, until: string): CalendarSpec['weekly'] =>
  WEEKDAYS.map((day) => ({ day, from, until }));

export const HALF_HOUR = 30 * 60 * 1000;

const hour = (of: number): string => `${String(of).padStart(2, '0')}:00`;

/** Hours of a day on the hour that do not overlap; the last may run over midnight, until an hour where nothing begins. */
const hoursOfDay: fc.Arbitrary<Hours[]> = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 6, max: 24 }), { maxLength: 6 }),
    fc.boolean(),
    fc.integer({ min: 0, max: 5 }),
  )
  .map(([ends, night, morning]) => {
    const sorted = ends.toSorted((a, b) => a - b);
    const hours: Hours[] = [];
    for (let index = 0; index + 1 < sorted.length; index += 2) {
      hours.push({ from: hour(sorted[index] ?? 0), until: hour(sorted[index + 1] ?? 0) });
    }
    const lastEnd = sorted[hours.length * 2 - 1] ?? 6;
    if (night && lastEnd < 24) hours.push({ from: hour(lastEnd), until: hour(morning) });
    return hours;
  });

const dateNear = (dates: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...dates), fc.integer({ min: -3, max: 3 }))
    .map(([date, days]) => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10));

/** Any calendar with hours in the week, and holidays and exceptions around the days on which its clock changes. */
export const anyCalendar: fc.Arbitrary<CalendarSpec> = fc.constantFrom(...ZONES).chain(({ zone, forward, back }) => {
  const dates = [forward, back, '2028-02-29'];
  return fc.record({
    version: fc.uuid(),
    zone: fc.constant(zone),
    weekly: fc
      .array(hoursOfDay, { minLength: 7, maxLength: 7 })
      .map((days) =>
        days.flatMap((hours, index) => hours.map((each) => ({ day: WEEKDAYS[index % 7] ?? 'MONDAY', ...each }))),
      )
      .filter((weekly) => weekly.length > 0),
    holidays: fc.array(fc.record({ date: dateNear(dates), name: fc.constant('a holiday') }), { maxLength: 4 }),
    exceptions: fc.uniqueArray(
      fc.record({ date: dateNear(dates), intervals: hoursOfDay, reason: fc.constant('a reason') }),
      { maxLength: 4, selector: ({ date }) => date },
    ),
  });
});

/** Instants on the half hour, most of them about the days on which the clocks change. */
export const anyInstant: fc.Arbitrary<number> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        dateNear(['2026-03-08', '2026-03-28', '2026-04-05', '2026-10-04', '2026-10-25', '2026-11-01', '2028-02-29']),
        fc.integer({ min: 0, max: 47 }),
      )
      .map(([date, half]) => Date.parse(date) + half * HALF_HOUR),
  },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: Date.parse('2020-01-01') / HALF_HOUR, max: Date.parse('2032-01-01') / HALF_HOUR })
      .map((half) => half * HALF_HOUR),
  },
);
