import fc from 'fast-check';
import type { KnownPromise } from './promise.state.js';
import { agentOf, remindedAt, remindedOf, reminderDue } from './promise-reminders.js';
import { opened, promised, claimed } from './testing/case.happenings.js';
import { afternoons, always, at, given, id, shortDays } from './testing/case.scenarios.js';

describe('the reminders of a promise', () => {
  it('P7 come when half and four fifths of the working time have passed', () => {
    expect(remindedAt(always, at('09:00'), at('19:00'))).toEqual({ halfwayAt: at('14:00'), pressingAt: at('17:00') });
    // Two hours a day: 09:00 to 11:00 on the second, the third and the fourth, and one hour on the fifth.
    expect(remindedAt(shortDays, at('09:00'), at('10:00', 5))).toEqual({
      halfwayAt: at('10:30', 3),
      pressingAt: at('10:36', 4),
    });
    expect(remindedAt(afternoons, at('09:00'), at('18:00'))).toEqual({
      halfwayAt: at('16:00'),
      pressingAt: at('17:12'),
    });
  });

  it('P7 are none where no hours are known, or none lie between', () => {
    expect(remindedAt(undefined, at('09:00'), at('17:00'))).toEqual({});
    expect(remindedAt(shortDays, at('12:00'), at('17:00'))).toEqual({});
  });

  it('P7 come in order, in opening hours, and no later than due', () => {
    const minutes = fc.integer({ min: 0, max: 60 * 24 * 20 });
    const after = (minute: number): string => new Date(Date.parse(at('00:00')) + minute * 60_000).toISOString();
    fc.assert(
      fc.property(fc.constantFrom(always, shortDays, afternoons), minutes, minutes, (calendar, one, other) => {
        const [now, due] = [after(Math.min(one, other)), after(Math.max(one, other) + 1)];
        const { halfwayAt, pressingAt } = remindedAt(calendar, now, due);
        if (halfwayAt === undefined || pressingAt === undefined) {
          expect(calendar.between(now, due)).toBe(0);
          return;
        }
        expect([now, halfwayAt, pressingAt, due].sort()).toEqual([now, halfwayAt, pressingAt, due]);
        expect(2 * calendar.between(now, halfwayAt)).toBe(calendar.between(now, due));
      }),
    );
  });

  it('P7 are given once each, and only the last of those that have come', () => {
    const promise = { halfwayAt: at('13:00'), pressingAt: at('15:24') } as KnownPromise;
    const due = (now: string, reminded?: KnownPromise['reminded']) => reminderDue({ ...promise, reminded }, now);
    expect(due('2026-03-02T12:59:59.999Z')).toBeUndefined();
    expect(due(at('13:00'))).toBe('HALFWAY');
    expect(due(at('14:00'), 'HALFWAY')).toBeUndefined();
    expect(due(at('15:24'), 'HALFWAY')).toBe('PRESSING');
    expect(due(at('16:00'))).toBe('PRESSING');
    expect(due(at('16:00'), 'PRESSING')).toBeUndefined();
  });

  describe('reach', () => {
    const seesTo = (department: string, survivor?: Parameters<typeof agentOf>[2]) => {
      const state = given(opened(), claimed('otto'), promised({ department })).state();
      return agentOf(state, state.promises.get(id('promise')) as KnownPromise, survivor);
    };

    it('P7 who has the case, and of what another department owes who made it', () => {
      expect(seesTo('front-office')).toBe('otto');
      expect(seesTo('repair')).toBe('ines');
    });

    it('H11 the stand-in of who is away, the department where there is none or the agent is gone', () => {
      expect(remindedOf('HALFWAY', 'otto', undefined)).toEqual({ agent: 'otto' });
      expect(remindedOf('HALFWAY', 'otto', { why: 'AWAY', standIn: 'ines' })).toEqual({
        agent: 'ines',
        insteadOf: 'otto',
      });
      expect(remindedOf('HALFWAY', 'otto', { why: 'AWAY' })).toEqual({ insteadOf: 'otto' });
      expect(remindedOf('HALFWAY', 'otto', { why: 'GONE' })).toEqual({});
      expect(remindedOf('HALFWAY', 'otto', { why: 'ELSEWHERE', department: 'sales' })).toEqual({});
      expect(remindedOf('HALFWAY', undefined, undefined)).toEqual({});
    });

    it('P7 the department once it presses', () => {
      expect(remindedOf('PRESSING', 'otto', undefined)).toEqual({});
    });
  });
});
