import { Weekday, type PreferencesSet } from '@baton/contracts';
import { workingCalendar, type WorkingCalendar } from '@baton/working-calendar';
import { callBackOf } from './call-back.js';
import { heldAgainst } from './promise-hours.js';
import { contacted, opened } from './testing/case.happenings.js';
import { always, anyHours, at, given, id, shortDays } from './testing/case.scenarios.js';

const openFrom = (from: string, until: string) =>
  workingCalendar({
    ...{ version: `${from}@1`, zone: 'UTC', holidays: [], exceptions: [] },
    weekly: Weekday.values.map((day) => ({ day, from, until })),
  });
const proposed = (
  receiver: WorkingCalendar,
  sender: WorkingCalendar | undefined,
  earliest = at('12:00'),
  customer: PreferencesSet = {},
) => {
  const hours = { department: sender, customer };
  const callBack = callBackOf(given(opened()).state(), { to: 'repair', receiver, hours, earliest });
  // P2: what is proposed can be promised.
  if (callBack) heldAgainst(callBack, hours, earliest);
  return callBack;
};
const between = (...asked: Parameters<typeof proposed>) => {
  const { from, due } = proposed(...asked) ?? {};
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

  it('is none where both are never open', () => {
    expect(proposed(openFrom('14:00', '18:00'), shortDays)).toBeUndefined();
  });

  it('P2 is outside the quiet hours of the customer, by the clock of their zone', () => {
    const quiet = { quietFrom: '09:00', quietUntil: '11:30', zone: 'Europe/Vienna' };
    expect(between(always, shortDays, at('08:00'), quiet)).toEqual([at('10:30'), at('11:00')]);
    expect(between(always, always, at('20:30'), { quietFrom: '21:00', quietUntil: '07:00' })).toEqual([
      at('20:30'),
      at('21:00'),
    ]);
    expect(proposed(always, shortDays, at('08:00'), quiet)).toMatchObject({ channel: 'PHONE', callback: true });
  });

  it.each([
    ['never while both are open', '08:00', '12:00'],
    ['at no time of the day', '00:00', '24:00'],
  ])('P2 is an e-mail where the customer must be called %s', (_, quietFrom, quietUntil) => {
    expect(proposed(always, shortDays, at('09:00'), { quietFrom, quietUntil })).toMatchObject({
      ...{ channel: 'EMAIL', callback: false, action: 'repair writes to the customer about this case' },
      ...{ from: at('09:00'), due: at('11:00') },
    });
  });

  it('is said in the newest contact that reached the customer', () => {
    const facing = { to: 'repair', receiver: always, hours: anyHours, earliest: at('12:00') };
    const state = given(opened(), contacted('second'), contacted('third', { disposition: 'NO_RESULT' })).state();
    expect(callBackOf(state, facing)?.contactId).toBe(id('second'));
  });
});
