import { CalendarError } from '@baton/working-calendar';
import { FILE_LIMITS, holidaysFromICalendar } from '@baton/working-calendar/icalendar';

const file = (...events: string[][]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...events.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']),
    'END:VCALENDAR',
    '',
  ].join('\r\n');
const day = (date: string, name: string, ...more: string[]): string[] => [
  `DTSTART;VALUE=DATE:${date}`,
  `SUMMARY:${name}`,
  ...more,
];
const every = (rule: string, start = '20200101'): string => file(day(start, 'A holiday', `RRULE:${rule}`));
const YEARS = [2026, 2027];

describe('holidays of an iCalendar file', () => {
  it('are its events of whole days, in order, with their names', () => {
    const text = file(
      day('20271224', 'Eve'),
      day('20260101', 'New Year\\, the first'),
      day('20260106', 'Three Kings', 'DTEND;VALUE=DATE:20260107'),
      day('20250101', 'Long ago'),
    );
    expect(holidaysFromICalendar(text, YEARS)).toEqual([
      { date: '2026-01-01', name: 'New Year, the first' },
      { date: '2026-01-06', name: 'Three Kings' },
      { date: '2027-12-24', name: 'Eve' },
    ]);
  });

  it('last as long as they say, also over the end of a year and the change of a clock', () => {
    const text = file(
      day('20251230', 'Turn of the year', 'DTEND;VALUE=DATE:20260103'),
      day('20260328', 'Spring', 'DURATION:P3D'),
    );
    expect(holidaysFromICalendar(text, YEARS).map(({ date }) => date)).toEqual([
      '2026-01-01',
      '2026-01-02',
      '2026-03-28',
      '2026-03-29',
      '2026-03-30',
    ]);
  });

  it('join their names where two are on a date, and leave out what was cancelled', () => {
    const text = file(
      day('20260501', 'Labour'),
      day('20260501', 'May'),
      day('20260501', 'Labour'),
      day('20260502', 'Flags', 'STATUS:CANCELLED'),
    );
    expect(holidaysFromICalendar(text, YEARS)).toEqual([{ date: '2026-05-01', name: 'Labour; May' }]);
  });

  it.each<[string, string, string[]]>([
    ['every year', 'FREQ=YEARLY', ['2026-01-01', '2027-01-01']],
    ['every other year', 'FREQ=YEARLY;INTERVAL=2', ['2026-01-01']],
    ['until a year', 'FREQ=YEARLY;UNTIL=20261231', ['2026-01-01']],
    ['so many times', 'FREQ=YEARLY;COUNT=8', ['2026-01-01', '2027-01-01']],
    ['on a date', 'FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=11', ['2026-11-11', '2027-11-11']],
    ['on the fourth Thursday of a month', 'FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', ['2026-11-26', '2027-11-25']],
    ['on the last Monday of a month', 'FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO', ['2026-05-25', '2027-05-31']],
    [
      'on the Tuesday after the first Monday',
      'FREQ=YEARLY;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8',
      ['2026-11-03', '2027-11-02'],
    ],
    ['on 29 February', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', []],
  ])('recur %s', (_, rule, dates) => {
    expect(holidaysFromICalendar(every(rule), YEARS).map(({ date }) => date)).toEqual(dates);
  });

  it('leave out and add dates as the event says', () => {
    const text = file(
      day('20200101', 'New Year', 'RRULE:FREQ=YEARLY', 'EXDATE;VALUE=DATE:20260101', 'RDATE;VALUE=DATE:20260102'),
    );
    expect(holidaysFromICalendar(text, [2026]).map(({ date }) => date)).toEqual(['2026-01-02']);
  });

  it.each<[string, string, string]>([
    ['no calendar', 'Dear customer', 'file'],
    ['nothing', '', 'file'],
    ['a calendar without an end', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n', 'file'],
    ['a line that is none', 'BEGIN:VCALENDAR\r\nwhat is this\r\nEND:VCALENDAR', 'file'],
    ['more than it may hold', file(day('20260101', 'x')) + '\r\n'.repeat(FILE_LIMITS.characters), 'file'],
    ['a line without end', file(day('20260101', 'x', `X;${'A=B;'.repeat(5000)}C=D:1`)), 'file'],
    ['a folded line without end', file(day('20260101', 'x', `X;${'A=B;\r\n '.repeat(5000)}C=D:1`)), 'file'],
    ['too many events', file(...Array.from({ length: 5001 }, () => day('20260101', 'x'))), 'file'],
    ['a calendar in a calendar, again and again', 'BEGIN:VCALENDAR\r\n'.repeat(20_000), 'file'],
    ['an event at a time of day', file(['DTSTART:20260101T090000Z', 'SUMMARY:x']), 'events.0'],
    ['a second event without a name', file(day('20260101', 'x'), ['DTSTART;VALUE=DATE:20260101']), 'events.1'],
    ['an event without a date', file(['SUMMARY:x']), 'events.0'],
    ['a date that does not exist', file(day('20260230', 'x')), 'events.0'],
    ['a date before our time', file(day('16010101', 'x', 'RRULE:FREQ=YEARLY')), 'events.0'],
    ['an exclusion that does not exist', file(day('20260101', 'x', 'EXDATE;VALUE=DATE:20260230')), 'events.0'],
    ['an end before the beginning', file(day('20260105', 'x', 'DTEND;VALUE=DATE:20260101')), 'events.0'],
    ['an event of ten years', file(day('20260105', 'x', 'DTEND;VALUE=DATE:20360101')), 'events.0'],
    ['an event that moves another', file(day('20260105', 'x', 'RECURRENCE-ID;VALUE=DATE:20260104')), 'events.0'],
    ['a rule by the second', every('FREQ=SECONDLY'), 'events.0'],
    ['a rule by the day that never comes true', every('FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'), 'events.0'],
    ['a rule by the year that never comes true', every('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31;BYDAY=FR'), 'events.0'],
    ['a sixth Monday', every('FREQ=YEARLY;BYMONTH=2;BYDAY=6MO'), 'events.0'],
    ['a first Monday that is a 31st', every('FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31;BYDAY=1MO'), 'events.0'],
    [
      '29 February of years that have none',
      every('FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29', '20210101'),
      'events.0',
    ],
    ['29 February of every year', every('FREQ=YEARLY', '20200229'), 'events.0'],
    ['weeks of the year', every('FREQ=YEARLY;BYWEEKNO=20'), 'events.0'],
    ['a rule that is none', every('FREQ=SOMETIMES'), 'file'],
    [
      'rules that multiply',
      file(...Array.from({ length: 300 }, () => day('19000101', 'x', 'RRULE:FREQ=YEARLY'))),
      'events.156',
    ],
  ])('are refused of %s', (_, text, entry) => {
    const read = (): unknown => holidaysFromICalendar(text, YEARS);
    expect(read).toThrow(CalendarError);
    expect(read).toThrow(expect.objectContaining({ code: 'HOLIDAYS_UNREADABLE', entry }));
  });

  it.each([[[]], [[1800]], [[2026.5]], [Array.from({ length: 31 }, () => 2026)]])(
    'are refused for the years %j',
    (years) => {
      expect(() => holidaysFromICalendar(file(day('20260101', 'x')), years)).toThrow(/years: name/);
    },
  );
});
