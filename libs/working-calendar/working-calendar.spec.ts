import { CalendarError, KnownCalendars, workingCalendar, type CalendarSpec } from './index.js';
import { everyDay, HALF_HOUR, office } from './testing/calendars.js';
import { WallClockModel } from './testing/wall-clock.model.js';

const HOUR = 60 * 60 * 1000;
const refused = (work: () => unknown): CalendarError => {
  try {
    work();
  } catch (error) {
    if (error instanceof CalendarError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('a working calendar', () => {
  // 2026-03-02 is a Monday; Warsaw is one hour ahead of UTC.
  const calendar = workingCalendar(office());

  it('says whether it is open, and until when', () => {
    expect(calendar.isOpen('2026-03-02T07:59:59.999Z')).toEqual({ open: false, until: '2026-03-02T08:00:00.000Z' });
    expect(calendar.isOpen('2026-03-02T08:00:00Z')).toEqual({ open: true, until: '2026-03-02T16:00:00.000Z' });
    expect(calendar.isOpen('2026-03-02T16:00:00Z')).toEqual({ open: false, until: '2026-03-03T08:00:00.000Z' });
  });

  it('names the next opening, which is now while it is open', () => {
    expect(calendar.nextOpening('2026-03-06T16:00:00Z')).toBe('2026-03-09T08:00:00.000Z');
    expect(calendar.nextOpening('2026-03-06T12:34:56.789Z')).toBe('2026-03-06T12:34:56.789Z');
  });

  it('adds working time over a night and a weekend', () => {
    expect(calendar.add('2026-03-02T08:00:00Z', HOUR)).toBe('2026-03-02T09:00:00.000Z');
    expect(calendar.add('2026-03-06T15:00:00Z', 2 * HOUR)).toBe('2026-03-09T09:00:00.000Z');
    expect(calendar.add('2026-03-07T12:00:00Z', HOUR)).toBe('2026-03-09T09:00:00.000Z');
  });

  it('lets work that fills the day be due at its closing, and no work at the next opening', () => {
    expect(calendar.add('2026-03-02T08:00:00Z', 8 * HOUR)).toBe('2026-03-02T16:00:00.000Z');
    expect(calendar.add('2026-03-02T17:00:00Z', 0)).toBe('2026-03-03T08:00:00.000Z');
  });

  it('counts working time between two instants', () => {
    expect(calendar.between('2026-03-06T15:00:00Z', '2026-03-09T09:00:00Z')).toBe(2 * HOUR);
    expect(calendar.between('2026-03-07T00:00:00Z', '2026-03-08T23:00:00Z')).toBe(0);
    expect(calendar.between('2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z')).toBe(261 * 8 * HOUR);
  });

  it('joins hours that follow on one another, and is open without an end around the clock', () => {
    const night = workingCalendar(office({ weekly: [...everyDay('00:00', '06:00'), ...everyDay('22:00', '24:00')] }));
    expect(night.isOpen('2026-03-02T22:00:00Z').until).toBe('2026-03-03T05:00:00.000Z');
    const always = workingCalendar(office({ weekly: everyDay('00:00', '24:00') }));
    expect(always.isOpen('2026-03-02T22:00:00Z')).toEqual({ open: true });
    expect(always.add('2026-03-02T22:00:00Z', 1000 * HOUR)).toBe('2026-04-13T14:00:00.000Z');
  });

  it('loses nothing where one stretch of what it worked out ends and the next begins', () => {
    const spec = office({ weekly: everyDay('14:00', '08:00') });
    const nights = workingCalendar(spec);
    const model = new WallClockModel(spec);
    const iso = (epoch: number): string => new Date(epoch).toISOString();
    for (let stretch = 400; stretch < 440; stretch++) {
      const [edge, from] = [
        stretch * 2 ** 32,
        Math.floor((stretch * 2 ** 32) / HALF_HOUR) * HALF_HOUR - 24 * HALF_HOUR,
      ];
      const until = from + 96 * HALF_HOUR;
      expect(nights.isOpen(iso(edge)).open).toBe(model.isOpen(edge));
      expect(nights.between(iso(from), iso(until))).toBe(model.between(from, until, HALF_HOUR));
      // Two days: two or three nights, and none of them in two.
      expect(nights.explain(iso(from), iso(until)).openings.length).toBeLessThanOrEqual(3);
      expect(nights.between(iso(edge - 1), iso(edge + 1))).toBe(model.isOpen(edge) ? 2 : 0);
    }
  });

  it('counts 29 February', () => {
    const daily = workingCalendar(office({ weekly: everyDay('09:00', '17:00') }));
    expect(daily.between('2028-02-28T23:00:00Z', '2028-02-29T23:00:00Z')).toBe(8 * HOUR);
    expect(daily.add('2028-02-28T16:00:00Z', 9 * HOUR)).toBe('2028-03-01T09:00:00.000Z');
  });

  describe('with holidays and exceptions', () => {
    const week = ['2026-05-04', '2026-05-05', '2026-05-06', '2026-05-07', '2026-05-08'];
    const spec = office({
      holidays: [
        { date: '2026-03-03', name: 'Founders' },
        { date: '2026-03-03', name: 'Spring' },
        ...week.map((date) => ({ date, name: 'A week off' })),
      ],
      exceptions: [
        { date: '2026-03-04', intervals: [{ from: '10:00', until: '12:00' }], reason: 'Training' },
        { date: '2026-03-07', intervals: [{ from: '22:00', until: '02:00' }], reason: 'Stocktaking' },
        { date: '2026-05-06', intervals: [{ from: '09:00', until: '10:00' }], reason: 'Emergency duty' },
        { date: '2026-03-09', intervals: [], reason: 'Moving house' },
      ],
    });
    const special = workingCalendar(spec);

    it('is closed on a holiday and keeps the hours of an exception, also on a holiday and over midnight', () => {
      expect(special.openOn('2026-03-03')).toEqual({
        date: '2026-03-03',
        openings: [],
        kind: 'HOLIDAY',
        reason: 'Founders; Spring',
      });
      expect(special.openOn('2026-03-04').openings).toEqual([
        { from: '2026-03-04T09:00:00.000Z', until: '2026-03-04T11:00:00.000Z' },
      ]);
      expect(special.openOn('2026-03-07').openings).toEqual([
        { from: '2026-03-07T21:00:00.000Z', until: '2026-03-08T01:00:00.000Z' },
      ]);
      expect(special.openOn('2026-05-06')).toMatchObject({ kind: 'EXCEPTION', reason: 'Emergency duty' });
    });

    it('skips a day closed all day and a week of holidays', () => {
      expect(special.nextOpening('2026-03-08T12:00:00Z')).toBe('2026-03-10T08:00:00.000Z');
      expect(special.add('2026-04-30T14:00:00Z', 4 * HOUR)).toBe('2026-05-01T10:00:00.000Z');
      expect(special.add('2026-05-01T14:00:00Z', 2 * HOUR)).toBe('2026-05-06T08:00:00.000Z');
    });

    it('explains what was counted and why a day was not', () => {
      expect(special.explain('2026-03-02T15:00:00Z', '2026-03-05T09:00:00Z')).toEqual({
        version: 'office-1',
        zone: 'Europe/Warsaw',
        workingMs: 4 * HOUR,
        openings: [
          { from: '2026-03-02T15:00:00.000Z', until: '2026-03-02T16:00:00.000Z' },
          { from: '2026-03-04T09:00:00.000Z', until: '2026-03-04T11:00:00.000Z' },
          { from: '2026-03-05T08:00:00.000Z', until: '2026-03-05T09:00:00.000Z' },
        ],
        more: 0,
        specialDays: [
          { date: '2026-03-03', kind: 'HOLIDAY', reason: 'Founders; Spring', hours: [] },
          { date: '2026-03-04', kind: 'EXCEPTION', reason: 'Training', hours: [{ from: '10:00', until: '12:00' }] },
        ],
      });
    });

    it('lists at most a thousand openings and says how many more there are', () => {
      const { openings, more, workingMs } = calendar.explain('2026-01-01T00:00:00Z', '2031-01-01T00:00:00Z');
      expect(openings).toHaveLength(1000);
      expect((openings.length + more) * 8 * HOUR).toBe(workingMs);
    });
  });

  it('names the day whose hours hold at an instant or next: those of a night are of the day before', () => {
    const night = workingCalendar(office({ weekly: [{ day: 'MONDAY', from: '22:00', until: '06:00' }] }));
    const monday = { date: '2026-03-02' };
    for (const at of ['2026-03-01T12:00:00Z', '2026-03-02T22:00:00Z', '2026-03-03T03:00:00Z']) {
      expect(night.openingDay(at)).toMatchObject(monday);
    }
    expect(night.openingDay('2026-03-03T06:00:00Z')).toMatchObject({ date: '2026-03-09' });
    const exceptions = [{ date: '2026-03-07', intervals: [{ from: '09:00', until: '10:00' }], reason: 'Once' }];
    const once = workingCalendar(office({ weekly: [], exceptions }));
    expect(once.openingDay('2026-03-08T00:00:00Z')).toBeUndefined();
  });

  it('ends where a calendar does: what is only open on some dates is not searched for ever', () => {
    const once = workingCalendar(
      office({
        weekly: [],
        exceptions: [{ date: '2026-03-07', intervals: [{ from: '09:00', until: '10:00' }], reason: 'Once' }],
      }),
    );
    expect(once.add('2026-03-01T00:00:00Z', HOUR)).toBe('2026-03-07T09:00:00.000Z');
    expect(once.nextOpening('2026-03-08T00:00:00Z')).toBeUndefined();
    expect(once.isOpen('2026-03-08T00:00:00Z')).toEqual({ open: false });
    expect(refused(() => once.add('2026-03-08T00:00:00Z', 0))).toMatchObject({ code: 'BEYOND_HORIZON' });
    expect(refused(() => once.add('2026-03-01T00:00:00Z', HOUR + 1))).toMatchObject({ code: 'BEYOND_HORIZON' });
    expect(refused(() => calendar.add('2026-03-01T00:00:00Z', 30_000 * HOUR)).message).toContain('ten years');
  });

  it.each<[string, () => unknown, string]>([
    ['an instant without a zone', () => calendar.isOpen('2026-03-02T08:00:00'), 'at'],
    ['an instant with an offset', () => calendar.nextOpening('2026-03-02T08:00:00+01:00'), 'at'],
    ['a day that does not exist', () => calendar.add('2026-02-30T08:00:00Z', 1), 'from'],
    ['a year that is not reckoned with', () => calendar.add('1850-02-20T08:00:00Z', 1), 'from'],
    ['working time below nothing', () => calendar.add('2026-03-02T08:00:00Z', -1), 'workingMs'],
    ['half a millisecond', () => calendar.add('2026-03-02T08:00:00Z', 0.5), 'workingMs'],
    ['no number', () => calendar.add('2026-03-02T08:00:00Z', Number.NaN), 'workingMs'],
    ['an end before the start', () => calendar.between('2026-03-02T08:00:00Z', '2026-03-02T07:00:00Z'), 'until'],
    ['more than ten years', () => calendar.between('2026-03-02T08:00:00Z', '2036-03-03T08:00:00Z'), 'until'],
    ['a date that does not exist', () => calendar.openOn('2026-02-29'), 'date'],
    ['a date in another form', () => calendar.openOn('2.3.2026'), 'date'],
  ])('refuses to be asked with %s', (_, ask, entry) => {
    expect(refused(ask)).toMatchObject({ code: 'ASKED_WRONGLY', entry });
  });
});

describe('the specification of a calendar', () => {
  const on = (date: string, ...intervals: [string, string][]): CalendarSpec['exceptions'][number] => ({
    date,
    intervals: intervals.map(([from, until]) => ({ from, until })),
    reason: 'A reason',
  });

  it.each<[string, unknown, string]>([
    ['no object', 'Mondays', 'calendar'],
    ['no version', office({ version: ' ' }), 'version'],
    ['a zone that does not exist', office({ zone: 'Europe/Atlantis' }), 'zone'],
    ['an offset for a zone', office({ zone: '+02:00' }), 'zone'],
    ['hours that are no list', { ...office(), weekly: {} }, 'weekly'],
    ['hours that are no hours', { ...office(), weekly: [null] }, 'weekly.0'],
    [
      'a day that is none',
      { ...office(), weekly: [{ day: 'DOOMSDAY', from: '09:00', until: '10:00' }] },
      'weekly.0.day',
    ],
    [
      'hours that overlap from Sunday into Monday',
      office({ weekly: everyDay('10:00', '10:30').concat({ day: 'SUNDAY', from: '20:00', until: '11:00' }) }),
      'weekly',
    ],
    [
      'too many hours',
      office({ weekly: Array.from({ length: 71 }, () => ({ day: 'MONDAY' as const, from: '09:00', until: '10:00' })) }),
      'weekly',
    ],
    ['a calendar that is never open', office({ weekly: [], exceptions: [on('2026-03-02')] }), 'weekly'],
    [
      'a holiday on a date that does not exist',
      office({ holidays: [{ date: '2026-02-29', name: 'Leap' }] }),
      'holidays.0.date',
    ],
    ['a holiday without a name', office({ holidays: [{ date: '2026-02-28', name: '' }] }), 'holidays.0.name'],
    [
      'too many holidays',
      office({ holidays: Array.from({ length: 2001 }, () => ({ date: '2026-02-28', name: 'One' })) }),
      'holidays',
    ],
    ['two exceptions for a date', office({ exceptions: [on('2026-03-02'), on('2026-03-02')] }), 'exceptions.1.date'],
    [
      'an exception whose hours overlap',
      office({ exceptions: [on('2026-03-02', ['09:00', '12:00'], ['11:00', '13:00'])] }),
      'exceptions.0.intervals',
    ],
    [
      'an exception at a time that is none',
      office({ exceptions: [on('2026-03-02', ['9:00', '12:00'])] }),
      'exceptions.0.intervals.0.from',
    ],
    [
      'a reason as long as a book',
      office({ exceptions: [{ ...on('2026-03-02'), reason: 'x'.repeat(201) }] }),
      'exceptions.0.reason',
    ],
  ])('is refused with %s, and the entry is named', (_, spec, entry) => {
    expect(refused(() => workingCalendar(spec as CalendarSpec))).toMatchObject({ code: 'SPEC_INVALID', entry });
  });

  it('may not change once it is in use: the calendar does not', () => {
    const weekly = everyDay('09:00', '17:00').slice();
    const calendar = workingCalendar(office({ weekly }));
    weekly.length = 0;
    expect(calendar.isOpen('2026-03-02T08:00:00Z').open).toBe(true);
  });
});

describe('calendars that are known', () => {
  it('are made ready once for a version', () => {
    const known = new KnownCalendars();
    expect(known.of(office())).toBe(known.of(office()));
    const { exceptions, holidays, ...rest } = office();
    expect(known.of({ exceptions, holidays, ...rest })).toBe(known.of(office()));
    expect(known.of(office({ version: 'office-2' }))).not.toBe(known.of(office()));
  });

  it('refuse a version that said something else before', () => {
    const known = new KnownCalendars();
    known.of(office());
    expect(refused(() => known.of(office({ zone: 'Europe/London' })))).toMatchObject({ code: 'VERSION_REUSED' });
  });

  it('refuse what is no calendar', () => {
    expect(refused(() => new KnownCalendars().of(null as unknown as CalendarSpec))).toMatchObject({
      entry: 'calendar',
    });
  });
});
