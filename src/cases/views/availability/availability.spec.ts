import { workingCalendar } from '@baton/working-calendar';
import type { Backlog } from '../../offer-queue.js';
import { always, at } from '../../testing/case.scenarios.js';
import { availabilityOf } from './availability.document.js';

/** Monday, 2 March 2026; Vienna is an hour ahead of UTC. */
const shop = workingCalendar({
  version: 'shop@3/PHONE',
  zone: 'Europe/Vienna',
  weekly: [
    { day: 'MONDAY', from: '09:00', until: '12:00' },
    { day: 'MONDAY', from: '13:00', until: '17:00' },
    { day: 'WEDNESDAY', from: '09:00', until: '12:00' },
  ],
  holidays: [{ date: '2026-03-04', name: 'Founder’s Day' }],
  exceptions: [],
});
const day = (from: string, until: string, date = 2) => ({ from: at(from, date), until: at(until, date) });
const asked = (when: string, backlogs: readonly Backlog[] = []) =>
  availabilityOf({ department: 'shop', channel: 'PHONE', at: when }, shop, backlogs);

describe('whether a department can be reached', () => {
  it('is said with until when, the next opening, and the hours of the day', () => {
    expect(asked(at('10:00'))).toEqual({
      ...{ department: 'shop', channel: 'PHONE', at: at('10:00') },
      ...{ open: true, until: at('11:00'), opensAt: at('12:00') },
      hours: [day('08:00', '11:00'), day('12:00', '16:00')],
      ...{ zone: 'Europe/Vienna', calendar: 'shop@3/PHONE', takenUpAt: at('10:00') },
    });
  });

  it('names the next opening where it is closed, over a holiday, and why today is special', () => {
    expect(asked(at('11:30'))).toMatchObject({ open: false, until: at('12:00'), opensAt: at('12:00') });
    expect(asked(at('09:00', 4))).toMatchObject({
      ...{ open: false, until: at('08:00', 9), opensAt: at('08:00', 9), takenUpAt: at('08:00', 9) },
      hours: [day('08:00', '11:00', 9), day('12:00', '16:00', 9)],
      special: 'Founder’s Day',
    });
    expect(asked(at('10:00'))).not.toHaveProperty('special');
  });

  it('goes by the date of the department, not by that of UTC', () => {
    expect(asked(at('23:30', 3))).toMatchObject({ special: 'Founder’s Day' });
    expect(asked(at('23:30', 4))).not.toHaveProperty('special');
  });

  it('H7 says when the turn comes of what comes now, where it has all the work it can do', () => {
    const accepted = ['10:00', '11:00', '12:00', '13:00', '14:00'].map((time) => at(time));
    const full = { limitOf: 'DEPARTMENT', of: 'shop', limit: 3, cases: 3, waiting: 0, accepted } as const;
    const answer = availabilityOf({ department: 'shop', channel: undefined, at: at('14:00') }, always, [full]);
    expect(answer).toMatchObject({ open: true, takenUpAt: at('15:00') });
    expect(answer).not.toHaveProperty('channel');
    // Too few were accepted to tell.
    expect(asked(at('10:00'), [{ ...full, accepted: [] }])).not.toHaveProperty('takenUpAt');
  });

  it('is always, where nobody said its hours', () => {
    const answer = availabilityOf({ department: 'shop', channel: undefined, at: at('03:00') }, always, []);
    expect(answer).toMatchObject({ open: true, takenUpAt: at('03:00') });
    expect(answer).not.toHaveProperty('until');
    expect(answer).not.toHaveProperty('opensAt');
  });
});
