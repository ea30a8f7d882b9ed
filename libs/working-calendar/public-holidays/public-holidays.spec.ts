import { CalendarError, workingCalendar } from '@baton/working-calendar';
import { holidaysOf } from '@baton/working-calendar/public-holidays';
import { office } from '../testing/calendars.js';

const datesOf = (country: string, year: number, region?: string): string[] =>
  holidaysOf(country, [year], region).map(({ date }) => date.slice(5));

describe('public holidays', () => {
  // Each list is the law of the country for the year; Easter of 2026 is on 5 April.
  it.each<[string, string | undefined, string]>([
    ['PL', undefined, '01-01 01-06 04-05 04-06 05-01 05-03 05-24 06-04 08-15 11-01 11-11 12-24 12-25 12-26'],
    ['DE', undefined, '01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26'],
    ['DE', 'BY', '01-01 01-06 04-03 04-06 05-01 05-14 05-25 06-04 10-03 11-01 12-25 12-26'],
    ['GB', 'ENG', '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-26 12-28'],
    ['US', undefined, '01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25'],
    ['IL', undefined, '04-02 04-08 04-22 05-22 09-12 09-13 09-21 09-26 10-03'],
  ])('of %s %s in 2026', (country, region, dates) => {
    expect(datesOf(country, 2026, region)).toEqual(dates.split(' '));
  });

  it('of Russia begin with eight days without work, each of them named', () => {
    const first = holidaysOf('RU', [2026]).slice(0, 8);
    expect(first.map(({ date }) => date)).toEqual(Array.from({ length: 8 }, (_, day) => `2026-01-0${day + 1}`));
    expect(first[0]?.name).toBe('Новый год');
  });

  it('move with the year, and stand in order over several', () => {
    expect(datesOf('PL', 2027)).toContain('03-29');
    const dates = holidaysOf('PL', [2027, 2026]).map(({ date }) => date);
    expect(dates).toEqual(dates.toSorted());
    expect(dates).toHaveLength(28);
  });

  it('are holidays of a calendar', () => {
    const calendar = workingCalendar(office({ holidays: holidaysOf('PL', [2026]) }));
    expect(calendar.openOn('2026-11-11')).toMatchObject({ openings: [], reason: 'Narodowe Święto Niepodległości' });
    expect(calendar.nextOpening('2026-04-30T15:00:00Z')).toBe('2026-05-04T07:00:00.000Z');
  });

  it.each<[string, () => unknown, string]>([
    ['a country that is none', () => holidaysOf('XX', [2026]), 'country'],
    ['a country by a name of every object', () => holidaysOf('constructor', [2026]), 'country'],
    ['a region of another country', () => holidaysOf('DE', [2026], 'ENG'), 'region'],
    ['a country without regions', () => holidaysOf('PL', [2026], 'MZ'), 'region'],
    ['a year too late', () => holidaysOf('PL', [2101]), 'years'],
    ['a year that is none', () => holidaysOf('PL', [Number.NaN]), 'years'],
    [
      'too many years',
      () =>
        holidaysOf(
          'PL',
          Array.from({ length: 31 }, (_, index) => 2000 + index),
        ),
      'years',
    ],
  ])('are refused for %s', (_, ask, entry) => {
    expect(ask).toThrow(CalendarError);
    expect(ask).toThrow(expect.objectContaining({ code: 'HOLIDAYS_UNREADABLE', entry }));
  });
});
