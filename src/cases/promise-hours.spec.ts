import type { Channel, PreferencesSet } from '@baton/contracts';
import { Refusal } from '@baton/decider';
import { workingCalendar } from '@baton/working-calendar';
import { heldAgainst } from './promise-hours.js';
import { always } from './testing/case.scenarios.js';

/** Monday, 2 March 2026, noon in Vienna. */
const NOW = '2026-03-02T11:00:00.000Z';
const shop = workingCalendar({
  version: 'shop@3',
  zone: 'Europe/Vienna',
  weekly: (['MONDAY', 'TUESDAY', 'WEDNESDAY'] as const).map((day) => ({ day, from: '09:00', until: '17:00' })),
  holidays: [{ date: '2026-03-03', name: 'A day off' }],
  exceptions: [],
});
const night: PreferencesSet = { quietFrom: '20:00', quietUntil: '08:30', zone: 'Asia/Jerusalem' };
const held = (
  due: string,
  customer: PreferencesSet = {},
  channel: Channel = 'PHONE',
  department: typeof shop | 'UNKNOWN' = shop,
) =>
  heldAgainst(
    { due, department: 'shop', channel },
    { department: department === 'UNKNOWN' ? undefined : department, customer },
    NOW,
  );
function refused(...asked: Parameters<typeof held>): Refusal {
  try {
    held(...asked);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('P2 when a promise is due', () => {
  it('lies in the opening hours of the department, and the calendar is recorded', () => {
    expect(held('2026-03-02T12:00:00.000Z')).toBe('shop@3');
  });

  it('is no more than ten years ahead, whether hours are known or not', () => {
    for (const department of [always, 'UNKNOWN'] as const) {
      expect(refused('2036-02-29T11:00:00.001Z', {}, 'PHONE', department).code).toBe('PROMISE_TOO_FAR');
      expect(refused('9999-12-31T23:59:59.000Z', {}, 'PHONE', department).code).toBe('PROMISE_TOO_FAR');
      held('2036-02-28T11:00:00.000Z', {}, 'PHONE', department);
    }
  });

  it('may be the closing', () => {
    expect(held('2026-03-02T16:00:00.000Z')).toBe('shop@3');
  });

  it('is refused when the department is closed, with the next three free times by the clocks of its zone', () => {
    const { code, details, message } = refused('2026-03-02T16:00:00.001Z');
    expect([code, details.rule, details.missing]).toEqual(['PROMISE_OUTSIDE_HOURS', 'P2', ['due']]);
    expect(message).toContain('shop is closed at 2026-03-02T16:00:00.001Z (Mon 02 Mar, 17:00 Europe/Vienna)');
    expect(details.alternatives).toEqual([
      'From 2026-03-04T08:00:00.000Z, due 2026-03-04T10:00:00.000Z (Wed 04 Mar, 11:00 Europe/Vienna)',
      'From 2026-03-04T10:00:00.000Z, due 2026-03-04T12:00:00.000Z (Wed 04 Mar, 13:00 Europe/Vienna)',
      'From 2026-03-04T12:00:00.000Z, due 2026-03-04T14:00:00.000Z (Wed 04 Mar, 15:00 Europe/Vienna)',
    ]);
  });

  it('is refused in the quiet hours of the customer, with times that suit both, by the clocks of both', () => {
    const early = workingCalendar({
      ...{ version: 'early@1', zone: 'Europe/Vienna', holidays: [], exceptions: [] },
      weekly: [{ day: 'TUESDAY', from: '06:00', until: '08:00' }],
    });
    const { details, message } = refused('2026-03-03T05:30:00.000Z', night, 'PHONE', early);
    expect(message).toContain(
      'The customer must not be called at 2026-03-03T05:30:00.000Z: not from 20:00 to 08:30 (Asia/Jerusalem)',
    );
    expect(details.alternatives?.[0]).toBe(
      'From 2026-03-03T06:30:00.000Z, due 2026-03-03T07:00:00.000Z (Tue 03 Mar, 08:00 Europe/Vienna; Tue 03 Mar, 09:00 Asia/Jerusalem)',
    );
  });

  it('holds the quiet hours by the clocks of the day on which they change', () => {
    const vienna = { ...night, zone: 'Europe/Vienna' };
    expect(held('2026-03-29T06:30:00.001Z', vienna, 'PHONE', always)).toContain(
      'quiet-hours 20:00-08:30 Europe/Vienna',
    );
    expect(refused('2026-03-28T06:30:00.001Z', vienna, 'PHONE', always).code).toBe('PROMISE_OUTSIDE_HOURS');
  });

  it('records both, and the quiet hours alone where those of the department are not known', () => {
    expect(held('2026-03-02T12:00:00.000Z', night)).toBe('shop@3, quiet-hours 20:00-08:30 Asia/Jerusalem');
    expect(held('2026-03-02T12:00:00.000Z', night, 'PHONE', 'UNKNOWN')).toBe('quiet-hours 20:00-08:30 Asia/Jerusalem');
  });

  it.each(['EMAIL', 'LETTER', 'PORTAL'] as const)('does not keep quiet hours over %s', (channel) => {
    expect(held('2026-03-02T22:00:00.000Z', night, channel, always)).toBe('always@1');
  });

  it('is any time where neither hours are known', () => {
    expect(held('2026-03-02T23:00:00.000Z', {}, 'PHONE', 'UNKNOWN')).toBeUndefined();
  });

  it('is never, over the telephone, where the customer must not be called at all', () => {
    const never = { quietFrom: '00:00', quietUntil: '24:00' };
    expect(refused('2026-03-02T12:00:00.000Z', never).details.alternatives).toEqual([
      'Promise it over EMAIL or LETTER',
    ]);
    expect(held('2026-03-02T12:00:00.000Z', never, 'EMAIL')).toBe('shop@3');
  });
});
