import { Weekday } from '@baton/contracts';
import { workingCalendar } from '@baton/working-calendar';
import { callBackOf } from './call-back.js';
import { contacted, opened } from './testing/case.happenings.js';
import { always, at, given, id, shortDays } from './testing/case.scenarios.js';

const openFrom = (from: string, until: string) =>
  workingCalendar({
    ...{ version: `${from}@1`, zone: 'UTC', holidays: [], exceptions: [] },
    weekly: Weekday.values.map((day) => ({ day, from, until })),
  });
const between = (receiver: typeof always, sender: typeof always | undefined, earliest = at('12:00')) => {
  const { from, due } = callBackOf(given(opened()).state(), { to: 'repair', receiver, sender, earliest });
  return [from, due];
};

describe('H7 the call back to promise instead', () => {
  it('is within two hours, where both are open', () => {
    expect(between(always, always)).toEqual([at('12:00'), at('14:00')]);
    expect(between(always, undefined)).toEqual([at('12:00'), at('14:00')]);
    expect(between(always, shortDays, at('09:30'))).toEqual([at('09:30'), at('11:00')]);
  });

  it('is the next time that both are open, be one of them closed before', () => {
    expect(between(openFrom('10:30', '18:00'), shortDays)).toEqual([at('10:30', 3), at('11:00', 3)]);
  });

  it('is not squeezed into the last minutes of a day', () => {
    expect(between(always, shortDays, at('10:50'))).toEqual([at('09:00', 3), at('11:00', 3)]);
  });

  it('is at a time of the receiver where both are never open', () => {
    expect(between(openFrom('14:00', '18:00'), shortDays)).toEqual([at('14:00'), at('16:00')]);
  });

  it('is said in the newest contact that reached the customer', () => {
    const facing = { to: 'repair', receiver: always, sender: undefined, earliest: at('12:00') };
    const state = given(opened(), contacted('second'), contacted('third', { disposition: 'NO_RESULT' })).state();
    expect(callBackOf(state, facing).contactId).toBe(id('second'));
  });
});
