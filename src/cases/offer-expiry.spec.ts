import { Weekday } from '@baton/contracts';
import { workingCalendar, type CalendarSpec } from '@baton/working-calendar';
import { offerExpiry } from './offer-expiry.js';
import { at } from './testing/case.scenarios.js';

/** Open in Vienna, an hour ahead of UTC, on Monday and Tuesday from 9 to 17; closed on Monday 9 March 2026. */
const repair: CalendarSpec = {
  version: 'repair@3',
  zone: 'Europe/Vienna',
  weekly: [
    { day: 'MONDAY', from: '09:00', until: '17:00' },
    { day: 'TUESDAY', from: '09:00', until: '17:00' },
  ],
  holidays: [{ date: '2026-03-09', name: 'Stocktaking' }],
  exceptions: [],
};
const calendar = workingCalendar(repair);
const EVERY_DAY = Weekday.values.map((day) => ({ day, from: '00:00', until: '24:00' }));

describe('when an offer expires', () => {
  it.each([
    ['CRITICAL', at('12:30')],
    ['HIGH', at('14:00')],
    ['NORMAL', at('12:00', 3)],
    ['LOW', at('12:00', 10)],
  ] as const)('H4 gives a %s one until %s, counted while the receiver is open', (urgency, expiresAt) => {
    expect(offerExpiry(calendar, urgency, at('12:00'))).toEqual({ expiresAt, calendar: 'repair@3 offer-expiry@2' });
  });

  it('H4 begins to count when the receiver opens', () => {
    expect(offerExpiry(calendar, 'CRITICAL', at('20:00')).expiresAt).toBe(at('08:30', 3));
    expect(offerExpiry(calendar, 'HIGH', at('15:00', 3)).expiresAt).toBe(at('09:00', 10));
  });

  it('H4 gives an offer in a line its time from its turn on, for five working days at most', () => {
    const from = at('08:00');
    const turn = at('10:00', 3);
    // Nine hours until then, and eight: six on Tuesday, and the holiday on Monday.
    expect(offerExpiry(calendar, 'NORMAL', from, turn).expiresAt).toBe(at('10:00', 10));
    const always = workingCalendar({ ...repair, weekly: [...EVERY_DAY], holidays: [] });
    expect(offerExpiry(always, 'NORMAL', at('12:00'), at('12:00', 9)).expiresAt).toBe(at('12:00', 4));
  });

  it.each(['CRITICAL', 'HIGH'] as const)('H4 lets no %s offer wait for its turn', (urgency) => {
    const now = at('12:00');
    expect(offerExpiry(calendar, urgency, now, at('15:00', 3))).toEqual(offerExpiry(calendar, urgency, now));
  });

  it('H4 lets no offer wait for ever, however seldom the receiver is open', () => {
    const seldom = workingCalendar({ ...repair, weekly: [{ day: 'MONDAY', from: '09:00', until: '09:01' }] });
    expect(offerExpiry(seldom, 'LOW', at('12:00'))).toEqual({
      expiresAt: at('04:00', 3),
      calendar: 'always@1 offer-expiry@2',
    });
  });
});
