import { Weekday } from '@baton/contracts';
import { workingCalendar } from '@baton/working-calendar';
import { offerExpiry } from './offer-expiry.js';
import { openingDayLater } from './opening-day.js';
import { always, at } from './testing/case.scenarios.js';

/** Monday, 2 March 2026, is the day of the scenarios. */
const openFrom = (from: string, until: string, zone = 'UTC') =>
  workingCalendar({
    version: 'repair@1',
    zone,
    weekly: Weekday.values.slice(0, 5).map((day) => ({ day, from, until })),
    holidays: [{ date: '2026-03-03', name: 'Fair' }],
    exceptions: [],
  });

describe('H10 an opening day of the receiver', () => {
  it.each([
    ['in the middle of a day: as late on the next', at('10:00'), at('10:00', 4)],
    ['before it opens: when it closes', at('06:00'), at('18:00')],
    ['after it closed: the close of the next day on which it is open', at('20:00'), at('18:00', 4)],
    ['at the weekend: the close of Monday', at('12:00', 7), at('18:00', 9)],
  ])('has passed, begun %s', (_, now, later) => {
    expect(openingDayLater(openFrom('08:00', '18:00'), now)).toBe(later);
  });

  it('is as long as the receiver is open on the day on which the waiting begins', () => {
    const shortFriday = workingCalendar({
      version: 'repair@2',
      zone: 'UTC',
      weekly: [
        { day: 'MONDAY', from: '08:00', until: '18:00' },
        { day: 'FRIDAY', from: '08:00', until: '12:00' },
      ],
      holidays: [],
      exceptions: [],
    });
    expect(openingDayLater(shortFriday, at('09:00', 6))).toBe(at('09:00', 9));
    expect(openingDayLater(shortFriday, at('16:00', 2))).toBe(at('12:00', 9));
  });

  it('of who works at night is the night that began the day before', () => {
    expect(openingDayLater(openFrom('22:00', '06:00'), at('01:00', 5))).toBe(at('01:00', 6));
  });

  it('is a whole day for who is always open, and has no end for who never is', () => {
    expect(openingDayLater(always, at('10:00'))).toBe(at('10:00', 3));
    const exceptions = [{ date: '2026-03-02', intervals: [{ from: '08:00', until: '12:00' }], reason: 'Fair' }];
    const once = workingCalendar({ version: 'fair@1', zone: 'UTC', weekly: [], holidays: [], exceptions });
    expect(openingDayLater(once, at('10:00'))).toBeUndefined();
    expect(openingDayLater(once, at('10:00', 3))).toBeUndefined();
  });

  it.each([
    ['LOW', '08:00', '18:00', true],
    ['LOW', '04:00', '21:00', false],
    ['NORMAL', '08:00', '18:00', false],
    ['NORMAL', '08:00', '16:00', false],
    ['NORMAL', '08:00', '12:00', true],
    ['HIGH', '08:00', '12:00', false],
    ['HIGH', '08:00', '09:30', true],
    ['CRITICAL', '08:00', '09:30', false],
  ] as const)('comes before a %s offer expires where a day is from %s to %s: %s', (urgency, from, until, before) => {
    const calendar = openFrom(from, until);
    const now = at('08:30');
    expect((openingDayLater(calendar, now) ?? '') < offerExpiry(calendar, urgency, now).expiresAt).toBe(before);
  });
});
