import { workingCalendar, type CalendarSpec } from './index.js';
import { everyDay, office, ZONES } from './testing/calendars.js';

const HOUR = 60 * 60 * 1000;
const night = (zone: string, from: string, until: string): CalendarSpec =>
  office({ version: `${zone} ${from}-${until}`, zone, weekly: everyDay(from, until) });
const hoursOn = (spec: CalendarSpec, date: string): number =>
  workingCalendar(spec)
    .openOn(date)
    .openings.reduce((sum, { from, until }) => sum + (Date.parse(until) - Date.parse(from)) / HOUR, 0);

describe('hours on the days on which the clock changes', () => {
  const change = (zone: string): number => (zone === 'Australia/Lord_Howe' ? 0.5 : 1);

  it.each(ZONES)('$zone: the whole day is shorter in spring and longer in autumn', ({ zone, forward, back }) => {
    const spec = night(zone, '00:00', '24:00');
    expect(hoursOn(spec, forward)).toBe(24 - change(zone));
    expect(hoursOn(spec, back)).toBe(24 + change(zone));
    expect(hoursOn(spec, '2026-06-15')).toBe(24);
  });

  it.each(ZONES)('$zone: hours of the day are as long as ever', ({ zone, forward, back }) => {
    const spec = night(zone, '09:00', '17:00');
    for (const date of [forward, back]) expect(hoursOn(spec, date)).toBe(8);
  });

  it.each(ZONES)('$zone: a night shift that begins the day before is shorter or longer', ({ zone, forward, back }) => {
    const spec = night(zone, '22:00', '06:00');
    const eve = (date: string): string => new Date(Date.parse(date) - 24 * HOUR).toISOString().slice(0, 10);
    expect(hoursOn(spec, eve(forward))).toBe(8 - change(zone));
    expect(hoursOn(spec, eve(back))).toBe(8 + change(zone));
    expect(hoursOn(spec, forward)).toBe(8);
  });

  // In Warsaw 02:00 to 03:00 is skipped on 29 March and shown twice on 25 October.
  it.each<[string, string, string, string, string]>([
    ['an opening that is skipped is at the change', '2026-03-29', '02:30-06:00', '01:00', '04:00'],
    ['a closing that is skipped is at the change', '2026-03-29', '00:00-02:30', '23:00', '01:00'],
    ['an opening shown twice is the first', '2026-10-25', '02:30-06:00', '00:30', '05:00'],
    ['a closing shown twice is the second', '2026-10-25', '00:00-02:30', '22:00', '01:30'],
    ['a closing where the repeated hour begins is the first', '2026-10-25', '00:00-02:00', '22:00', '00:00'],
    ['an opening where the repeated hour ends is the only one', '2026-10-25', '03:00-06:00', '02:00', '05:00'],
  ])('%s', (_, date, hours, from, until) => {
    const [opens = '', closes = ''] = hours.split('-');
    const [opening] = workingCalendar(night('Europe/Warsaw', opens, closes)).openOn(date).openings;
    expect([opening?.from.slice(11, 16), opening?.until.slice(11, 16)]).toEqual([from, until]);
  });

  it('hours that are skipped as a whole are not open', () => {
    const calendar = workingCalendar(night('Europe/Warsaw', '02:15', '02:45'));
    expect(calendar.openOn('2026-03-29').openings).toEqual([]);
    expect(calendar.between('2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z')).toBe(0);
  });

  it('two hours that meet in the repeated hour count each instant once', () => {
    const spec = office({ weekly: [...everyDay('00:00', '02:30'), ...everyDay('02:30', '06:00')] });
    expect(workingCalendar(spec).between('2026-10-24T22:00:00Z', '2026-10-25T05:00:00Z')).toBe(7 * HOUR);
  });

  it('a date that a zone skipped has no hours, and the days around it do', () => {
    const samoa = workingCalendar(night('Pacific/Apia', '09:00', '17:00'));
    expect(samoa.openOn('2011-12-30').openings).toEqual([]);
    expect(samoa.between('2011-12-29T10:00:00Z', '2011-12-31T10:00:00Z')).toBe(16 * HOUR);
  });

  it('a day that begins at one o’clock is open from then on', () => {
    // In Beirut midnight is skipped on the last Sunday of March.
    expect(hoursOn(night('Asia/Beirut', '00:00', '24:00'), '2026-03-29')).toBe(23);
    expect(hoursOn(night('Asia/Beirut', '00:00', '24:00'), '2026-03-28')).toBe(24);
  });
});
