import { List } from 'immutable';
import type { PreferencesSet } from '@baton/contracts';
import type { Customer } from './customer.state.js';
import type { ReachedInContact } from './matter-directory.js';
import { endOfQuietHours, heldUp, isLive, LIMITS, type WantedOutreach } from './outreach-guard.js';
import type { Outreach, OutreachEnd } from './outreach.state.js';

const NOW = '2026-03-02T12:00:00.000Z';
const HOUR = 60 * 60 * 1000;
const CASE = 'c-1';
const ago = (hours: number): string => new Date(Date.parse(NOW) - hours * HOUR).toISOString();
const made = (hours: number, own: Partial<Outreach> = {}, ended: Partial<OutreachEnd> = {}): Outreach => ({
  ...{
    outreachId: `o-${hours}`,
    caseId: CASE,
    channel: 'PHONE',
    purpose: 'The date',
    agent: 'ines',
    department: 'shop',
  },
  ...{ reservedAt: ago(hours + 1), until: ago(hours), ...own },
  ended: { how: 'COMPLETED', at: ago(hours), outcome: 'NO_ANSWER', ...ended },
});
const reservedUntil = (until: string, caseId: string): Outreach => {
  const { ended: _, ...reserved } = made(0, { outreachId: `o-${caseId}`, caseId, until });
  return reserved;
};
const wanted: WantedOutreach = { cases: [CASE], channel: 'PHONE', agent: 'tom', promised: false };
const guards = (outreach: readonly Outreach[], preferences: PreferencesSet = {}, want: Partial<WantedOutreach> = {}) =>
  heldUp({ preferences, outreach: List(outreach) } as Customer, { ...wanted, ...want }, NOW).map(({ guard }) => guard);

describe('C4 what holds an outreach up', () => {
  it('is nothing where nobody was contacted and no preference is known', () => {
    expect(guards([])).toEqual([]);
  });

  it('is that somebody else reached the customer about the matter within 24 hours, and it says who, when and where', () => {
    const reached = made(23.9, {}, { outcome: 'REACHED', contactId: 'k-1' });
    expect(guards([reached])).toEqual(['JUST_REACHED']);
    const [{ why = '' } = {}] = heldUp(
      { preferences: {}, outreach: List([reached]) } as unknown as Customer,
      wanted,
      NOW,
    );
    for (const told of ['ines of shop', 'PHONE', ago(23.9), 'k-1']) expect(why).toContain(told);
  });

  it('is that somebody else reached the customer about a case that is the same matter by now', () => {
    const reached = made(1, { caseId: 'c-2' }, { outcome: 'REACHED' });
    expect(guards([reached], {}, { cases: [CASE, 'c-2'] })).toEqual(['JUST_REACHED']);
  });

  const recorded = (hours: number, own: Partial<ReachedInContact> = {}): Partial<WantedOutreach> => ({
    lastReached: { contactId: 'k-2', agent: 'ines', department: 'shop', channel: 'EMAIL', at: ago(hours), ...own },
  });
  it('is that somebody else reached the customer without reserving it: the contact tells', () => {
    const [{ guard, why = '' } = {}] = heldUp(
      { preferences: {}, outreach: List() } as unknown as Customer,
      { ...wanted, ...recorded(23.9) },
      NOW,
    );
    expect(guard).toBe('JUST_REACHED');
    for (const told of ['ines of shop', 'over EMAIL', ago(23.9), 'k-2']) expect(why).toContain(told);
    expect(guards([], {}, recorded(1, { channel: undefined }))).toEqual(['JUST_REACHED']);
    expect(guards([], {}, recorded(24))).toEqual([]);
    expect(guards([], {}, recorded(1, { agent: 'tom' }))).toEqual([]);
  });

  it('is judged by whoever reached the customer last, reserved or not', () => {
    const reached = made(2, {}, { outcome: 'REACHED' });
    expect(guards([reached], {}, recorded(1, { agent: 'tom' }))).toEqual([]);
    expect(guards([reached], {}, recorded(3, { agent: 'tom' }))).toEqual(['JUST_REACHED']);
    expect(guards([made(2, { agent: 'tom' }, { outcome: 'REACHED' })], {}, recorded(1))).toEqual(['JUST_REACHED']);
  });

  it.each<[string, Outreach, Partial<WantedOutreach>]>([
    ['it was 24 hours ago', made(24, {}, { outcome: 'REACHED' }), {}],
    ['it was about another matter', made(1, { caseId: 'c-2' }, { outcome: 'REACHED' }), {}],
    ['the customer was not reached', made(1), {}],
    ['it was the same agent, who knows what was said', made(1, {}, { outcome: 'REACHED' }), { agent: 'ines' }],
  ])('is not that somebody was reached where %s', (_, outreach, want) => {
    expect(guards([outreach], {}, want)).toEqual([]);
  });

  it('is another channel than the preferred one, unless an open promise names the channel', () => {
    expect(guards([], { channel: 'EMAIL' })).toEqual(['OTHER_CHANNEL']);
    expect(guards([], { channel: 'PHONE' })).toEqual([]);
    expect(guards([], { channel: 'EMAIL' }, { promised: true })).toEqual([]);
  });

  it('is that the customer was contacted three times in 24 hours, answered or not, about whatever', () => {
    const three = [20, 10, 1].map((hours) => made(hours, { caseId: `c-${hours}` }));
    expect(guards(three.slice(1))).toEqual([]);
    expect(guards(three)).toEqual(['TOO_OFTEN']);
    const [{ why = '' } = {}] = heldUp({ preferences: {}, outreach: List(three) } as unknown as Customer, wanted, NOW);
    expect(why).toContain(`Wait until ${ago(20 - 24)}`);
  });

  it('says to wait until two are left of as many as there were, where more were made than is allowed', () => {
    const four = [22, 20, 10, 1].map((hours) => made(hours, { caseId: `c-${hours}` }));
    const [{ why = '' } = {}] = heldUp({ preferences: {}, outreach: List(four) } as unknown as Customer, wanted, NOW);
    expect(why).toContain(`Wait until ${ago(20 - 24)}`);
  });

  it('counts what others have reserved about other matters and are about to make', () => {
    const live = ['c-7', 'c-8', 'c-9'].map((caseId) => reservedUntil(ago(-1), caseId));
    expect(guards(live.slice(1))).toEqual([]);
    expect(guards(live)).toEqual(['TOO_OFTEN']);
    expect(guards([made(20), made(10), ...live.slice(2)])).toEqual(['TOO_OFTEN']);
    const over = ['c-7', 'c-8', 'c-9'].map((caseId) => reservedUntil(NOW, caseId));
    expect(guards(over)).toEqual([]);
    const [{ why = '' } = {}] = heldUp({ preferences: {}, outreach: List(live) } as unknown as Customer, wanted, NOW);
    expect(why).toContain('3 of them reserved and still to be made');
  });

  it('is that the customer was contacted seven times in seven days, said once', () => {
    const seven = [160, 140, 120, 100, 80, 60, 40].map((hours) => made(hours));
    expect(guards(seven.slice(1))).toEqual([]);
    expect(guards(seven)).toEqual(['TOO_OFTEN']);
    expect(guards([...seven, made(20), made(10), made(1)])).toEqual(['TOO_OFTEN']);
  });

  it('counts what was made, not what was given back or forgotten', () => {
    const none = LIMITS.flatMap(() =>
      [1, 2, 3, 4].map((hours) => made(hours, {}, { how: hours % 2 ? 'RELEASED' : 'EXPIRED' })),
    );
    expect(guards(none)).toEqual([]);
  });

  it('is all of it together', () => {
    const three = [20, 10, 1].map((hours) => made(hours, {}, { outcome: 'REACHED' }));
    const preferences = { channel: 'EMAIL', quietFrom: '11:00', quietUntil: '13:00' } as const;
    expect(guards(three, preferences)).toEqual(['JUST_REACHED', 'QUIET_HOURS', 'OTHER_CHANNEL', 'TOO_OFTEN']);
  });

  it.each(['EMAIL', 'LETTER', 'PORTAL'] as const)(
    'is no quiet hour for %s, which is read when one likes',
    (channel) => {
      expect(guards([], { quietFrom: '00:00', quietUntil: '24:00' }, { channel })).toEqual([]);
    },
  );
});

describe('C4 quiet hours', () => {
  const night = { quietFrom: '21:00', quietUntil: '08:30', zone: 'Europe/Vienna' };
  it.each<[string, string, PreferencesSet, string | undefined]>([
    ['at their start', '2026-03-02T20:00:00.000Z', night, '2026-03-03T07:30:00.000Z'],
    ['after midnight', '2026-03-03T05:00:00.000Z', night, '2026-03-03T07:30:00.000Z'],
    ['at their end', '2026-03-03T07:30:00.000Z', night, undefined],
    ['before their start', '2026-03-02T19:59:59.999Z', night, undefined],
    ['in the night in which an hour is left out', '2026-03-28T22:00:00.000Z', night, '2026-03-29T06:30:00.000Z'],
    ['in the night in which an hour comes twice', '2026-10-24T22:00:00.000Z', night, '2026-10-25T07:30:00.000Z'],
    [
      'at an end that the clocks leave out',
      '2026-03-29T00:30:00.000Z',
      { ...night, quietUntil: '02:30' },
      '2026-03-29T01:00:00.000Z',
    ],
    ['within a day', NOW, { quietFrom: '11:00', quietUntil: '13:00' }, '2026-03-02T13:00:00.000Z'],
    [
      'until midnight',
      '2026-03-02T23:00:00.000Z',
      { quietFrom: '22:00', quietUntil: '24:00' },
      '2026-03-03T00:00:00.000Z',
    ],
    ['the whole day', NOW, { quietFrom: '00:00', quietUntil: '24:00' }, 'never'],
    ['where none are known', NOW, {}, undefined],
  ])('%s', (_, now, preferences, until) => {
    expect(endOfQuietHours(preferences, now)).toBe(until);
  });
});

describe('C4 a reservation', () => {
  const { ended: _, ...reserved } = made(0, { until: NOW });
  it('holds until its time has come, or until it ended', () => {
    expect(isLive(reserved, ago(0.001))).toBe(true);
    expect(isLive(reserved, NOW)).toBe(false);
    expect(isLive(made(0, { until: ago(-1) }), NOW)).toBe(false);
  });
});
