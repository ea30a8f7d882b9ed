import { workingCalendar } from '@baton/working-calendar';
import { shiftOnRecord } from './end-of-shift.js';
import { always, at } from './testing/case.scenarios.js';

const openOnMonday = (from: string, until: string) =>
  workingCalendar({
    ...{ version: 'repair@2', zone: 'UTC', holidays: [], exceptions: [] },
    weekly: [{ day: 'MONDAY', from, until }],
  });
const untilFive = openOnMonday('09:00', '17:00');

describe('an absence or the end of a shift', () => {
  it('H10 is on record in the last hour of the department, and while it is closed', () => {
    const on = (time: string) => shiftOnRecord({ senderCalendar: untilFive }, always, at(time));
    expect(['15:59', '16:00', '16:59', '17:00', '08:00'].map(on)).toEqual([false, true, true, true, true]);
  });

  it('H10 is not on record where the shift of the receiver ends as well: nothing goes to and fro every evening', () => {
    const to = (from: string, until: string, time = '16:30') =>
      shiftOnRecord({ senderCalendar: untilFive }, openOnMonday(from, until), at(time));
    expect([to('09:00', '17:00'), to('09:00', '18:00'), to('18:00', '22:00')]).toEqual([false, false, false]);
    expect([to('09:00', '18:01'), to('17:00', '22:00')]).toEqual([true, true]);
    expect([to('09:00', '17:00', '17:30'), to('09:00', '18:30', '17:30'), to('09:00', '19:00', '17:30')]).toEqual([
      ...[false, false, true],
    ]);
    expect(shiftOnRecord({ sender: { why: 'AWAY' } }, untilFive, at('16:30'))).toBe(true);
  });

  it('H10 is on record where the sender is away or leaving, not where he works elsewhere', () => {
    const of = (why: 'AWAY' | 'LEAVING' | 'ELSEWHERE') => shiftOnRecord({ sender: { why } }, always, at('10:00'));
    expect([of('AWAY'), of('LEAVING'), of('ELSEWHERE')]).toEqual([true, true, false]);
  });

  it('H10 has no end of a shift where nobody said when the department is open, or there is none', () => {
    expect(shiftOnRecord({ senderCalendar: always }, always, at('10:00'))).toBe(false);
    expect(shiftOnRecord({}, always, at('10:00'))).toBe(false);
  });
});
