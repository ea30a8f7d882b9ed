import { workingCalendar } from '@baton/working-calendar';
import fc from 'fast-check';
import { queueOf, type Backlog } from './offer-queue.js';
import { always, at } from './testing/case.scenarios.js';

/** Open from 8 to 16 on every day of March 2026 but the weekends. */
const repair = workingCalendar({
  version: 'repair@1',
  zone: 'UTC',
  weekly: (['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'] as const).map((day) => ({
    ...{ day, from: '08:00', until: '16:00' },
  })),
  holidays: [],
  exceptions: [],
});
/** Five offers accepted from Monday at eight, by Wednesday at noon: twenty opening hours, four after the first. */
const accepted = [at('08:00'), at('10:00'), at('15:00'), at('09:00', 3), at('11:00', 4)];
const now = at('12:00', 4);
const backlog = (more: Partial<Backlog> = {}): Backlog => ({
  ...{ limitOf: 'DEPARTMENT', of: 'repair', limit: 10, cases: 10, waiting: 0, accepted, ...more },
});
const queue = (...backlogs: Backlog[]) => queueOf(backlogs, repair, now);

describe('the line of offers of a receiver that has all the work it can do', () => {
  it('is none where there is room, be it the last', () => {
    expect(queue()).toBeUndefined();
    expect(queue(backlog({ cases: 8, waiting: 1 }))).toBeUndefined();
  });

  it('X4 says the place, when the turn is expected, and what that rests on', () => {
    expect(queue(backlog({ waiting: 1 }))).toEqual({
      limitOf: 'DEPARTMENT',
      of: 'repair',
      limit: 10,
      cases: 10,
      place: 2,
      turns: 2,
      // Twenty hours for four acceptances: five for each turn, four today and six tomorrow.
      expectedAt: at('14:00', 5),
      accepted: 5,
      acceptedSince: at('08:00'),
      openHours: 20,
      rules: 'offer-queue@3',
    });
  });

  it('lets the cases beyond the limit be done first, and the offers before it be answered', () => {
    expect(queue(backlog({ cases: 13 }))).toMatchObject({ place: 1, turns: 4 });
    expect(queue(backlog({ cases: 8, waiting: 2 }))).toMatchObject({ place: 3, turns: 3 });
  });

  it('says no time where too little was accepted lately, or only while it was closed', () => {
    expect(queue(backlog({ accepted: accepted.slice(1) }))).not.toHaveProperty('expectedAt');
    const longAgo = accepted.map((instant) => instant.replace('2026-03', '2026-02'));
    expect(queue(backlog({ accepted: longAgo.slice(0, 3) }))).toMatchObject({ accepted: 0 });
    const saturday = Array.from({ length: 6 }, () => at('12:00', 7));
    const sunday = queueOf([backlog({ accepted: saturday })], repair, at('12:00', 8));
    expect(sunday).toMatchObject({ accepted: 6, openHours: 0 });
    expect(sunday).not.toHaveProperty('expectedAt');
  });

  it('says no time where nothing can be worked on, however quickly it was accepted before', () => {
    const none = queue(backlog({ limit: 0, cases: 2 }));
    expect(none).toMatchObject({ limit: 0, place: 1, turns: 3, accepted: 5 });
    expect(none).not.toHaveProperty('expectedAt');
    expect(queue(backlog({ limit: 0, cases: 0 }), backlog())).toMatchObject({ limit: 0 });
  });

  it('X4 says up to which position of the log it was counted, where that is known', () => {
    expect(queueOf([backlog()], repair, now, '4711')).toMatchObject({ position: '4711' });
    expect(queue(backlog())).not.toHaveProperty('position');
  });

  it('is that which keeps it longest: of the department, the agent or the skill; the unknown above all', () => {
    const agent = backlog({ limitOf: 'AGENT', of: 'tom', limit: 3, cases: 6 });
    expect(queue(backlog(), agent)).toMatchObject({ limitOf: 'AGENT', of: 'tom', turns: 4 });
    const unknown = backlog({ limitOf: 'SKILL', of: 'pumps', accepted: [] });
    expect(queue(agent, unknown, backlog())).toMatchObject({ limitOf: 'SKILL' });
  });

  it('never comes sooner for more work before it', () => {
    const count = fc.nat(50);
    fc.assert(
      fc.property(count, count, count, (cases, waiting, more) => {
        const expectedAt = (load: Partial<Backlog>) =>
          queueOf([backlog({ limit: 1, cases: cases + 1, waiting, ...load })], always, now)?.expectedAt ?? '';
        expect(expectedAt({ waiting: waiting + more }) >= expectedAt({})).toBe(true);
        expect(expectedAt({ cases: cases + 1 + more }) >= expectedAt({})).toBe(true);
        expect(expectedAt({}) > now).toBe(true);
      }),
    );
  });
});
