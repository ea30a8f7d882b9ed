import { workingCalendar } from '@baton/working-calendar';
import { shiftOnRecord } from './end-of-shift.js';
import { always, at } from './testing/case.scenarios.js';

const untilFive = workingCalendar({
  version: 'repair@2',
  zone: 'UTC',
  weekly: [{ day: 'MONDAY', from: '09:00', until: '17:00' }],
  holidays: [],
  exceptions: [],
});

describe('an absence or the end of a shift', () => {
  it('H10 is on record in the last hour of the department, and while it is closed', () => {
    const on = (time: string) => shiftOnRecord({ senderCalendar: untilFive }, at(time));
    expect(['15:59', '16:00', '16:59', '17:00', '08:00'].map(on)).toEqual([false, true, true, true, true]);
  });

  it('H10 is on record where the sender is away or leaving, not where he works elsewhere', () => {
    const of = (why: 'AWAY' | 'LEAVING' | 'ELSEWHERE') => shiftOnRecord({ sender: { why } }, at('10:00'));
    expect([of('AWAY'), of('LEAVING'), of('ELSEWHERE')]).toEqual([true, true, false]);
  });

  it('H10 has no end of a shift where nobody said when the department is open, or there is none', () => {
    expect(shiftOnRecord({ senderCalendar: always }, at('10:00'))).toBe(false);
    expect(shiftOnRecord({}, at('10:00'))).toBe(false);
  });
});
