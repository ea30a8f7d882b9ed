import fc from 'fast-check';
import {
  checkedClock,
  dueOf,
  workingCalendar,
  type ClockSpec,
  type Happened,
  type Pause,
} from '@baton/working-calendar';
import { anyCalendar, anyInstant, everyDay, office } from '../testing/calendars.js';

const clock = (other: Partial<ClockSpec> = {}): ClockSpec => ({
  code: 'answer',
  name: 'An answer',
  kind: 'ANSWER',
  unit: 'CALENDAR_DAY',
  count: 5,
  start: 'AT_ONCE',
  countFirstDay: false,
  roll: 'NONE',
  endsAt: 'END_OF_DAY',
  zone: 'Europe/Warsaw',
  calendar: 'office',
  pausable: true,
  satisfiedBy: ['CaseResolved'],
  extension: null,
  onSilence: 'NOTHING',
  legalBasis: null,
  verifiedOn: null,
  ...other,
});
const seconds = (count: number, other: Partial<ClockSpec> = {}): ClockSpec =>
  clock({ unit: 'SECOND', count, countFirstDay: true, ...other });
const pause = (from: string, until?: string): Pause => ({
  from,
  ...(until !== undefined && { until }),
  reason: 'The invoice is missing',
  wakeUp: 'The customer sends it',
});
const calendar = workingCalendar(
  office({ holidays: [{ date: '2026-03-05', name: 'A holiday' }], version: 'office-7' }),
);
// 2026-03-02 is a Monday; Warsaw is an hour ahead of UTC.
const MONDAY = '2026-03-02T09:00:00.000Z';
const due = (spec: ClockSpec, happened: Happened = {}, start = MONDAY): string | undefined =>
  dueOf(spec, calendar, start, happened).due;

describe('a clock', () => {
  it.each<[string, Partial<ClockSpec>, string]>([
    ['days from the next one, until the last has ended', {}, '2026-03-07T23:00:00.000Z'],
    ['days with the first', { countFirstDay: true }, '2026-03-06T23:00:00.000Z'],
    ['days, rolled over a weekend', { roll: 'NEXT_BUSINESS_DAY' }, '2026-03-09T23:00:00.000Z'],
    ['business days, without a holiday and a weekend', { unit: 'BUSINESS_DAY' }, '2026-03-10T23:00:00.000Z'],
    ['business days with the first', { unit: 'BUSINESS_DAY', countFirstDay: true }, '2026-03-09T23:00:00.000Z'],
    [
      'business days until close of business',
      { unit: 'BUSINESS_DAY', endsAt: 'CLOSE_OF_BUSINESS' },
      '2026-03-10T16:00:00.000Z',
    ],
    [
      'days until a close of business that there is none of',
      { endsAt: 'CLOSE_OF_BUSINESS' },
      '2026-03-07T23:00:00.000Z',
    ],
    ['weeks, to the same day of the week', { unit: 'WEEK', count: 2 }, '2026-03-16T23:00:00.000Z'],
    ['months, to the same date, over the change of the clock', { unit: 'MONTH', count: 1 }, '2026-04-02T22:00:00.000Z'],
  ])('counts %s', (_, other, expected) => {
    expect(due(clock(other))).toBe(expected);
  });

  it('counts a month to the last of a shorter one', () => {
    expect(due(clock({ unit: 'MONTH', count: 1 }), {}, '2026-01-31T09:00:00.000Z')).toBe('2026-02-28T23:00:00.000Z');
    expect(due(clock({ unit: 'MONTH', count: 1 }), {}, '2028-01-31T09:00:00.000Z')).toBe('2028-02-29T23:00:00.000Z');
  });

  it('counts seconds as they pass, whatever is open', () => {
    expect(due(seconds(3600), {}, '2026-03-29T00:30:00.000Z')).toBe('2026-03-29T01:30:00.000Z');
  });

  it('begins with the event, or at the next opening', () => {
    const friday = '2026-03-06T20:00:00.000Z';
    expect(due(seconds(60), {}, friday)).toBe('2026-03-06T20:01:00.000Z');
    expect(due(seconds(60, { start: 'NEXT_OPENING' }), {}, friday)).toBe('2026-03-09T08:01:00.000Z');
    expect(due(clock({ count: 1, start: 'NEXT_OPENING' }), {}, friday)).toBe('2026-03-10T23:00:00.000Z');
  });

  it('takes its days of the zone, not of UTC', () => {
    expect(due(clock({ count: 1 }), {}, '2026-03-02T23:30:00.000Z')).toBe('2026-03-04T23:00:00.000Z');
  });

  it('stands still for the dates that begin in a pause', () => {
    // Tuesday afternoon until Thursday morning: Wednesday and Thursday.
    const still = { pauses: [pause('2026-03-03T15:00:00Z', '2026-03-05T09:00:00Z')] };
    expect(due(clock(), still)).toBe('2026-03-09T23:00:00.000Z');
    // Of these Thursday was no business day.
    expect(due(clock({ unit: 'BUSINESS_DAY' }), still)).toBe('2026-03-11T23:00:00.000Z');
    expect(due(clock(), { pauses: [pause('2026-03-03T09:00:00Z', '2026-03-03T15:00:00Z')] })).toBe(due(clock()));
  });

  it('stands still for what it was paused before it was due, and not for what came after', () => {
    const inside = pause('2026-03-02T09:00:10Z', '2026-03-02T09:00:40Z');
    expect(due(seconds(60), { pauses: [inside] })).toBe('2026-03-02T09:01:30.000Z');
    expect(due(seconds(60), { pauses: [pause('2026-03-02T08:00:00Z', '2026-03-02T09:00:20Z')] })).toBe(
      '2026-03-02T09:01:20.000Z',
    );
    expect(due(seconds(60), { pauses: [pause('2026-03-02T09:01:00Z', '2026-03-02T10:00:00Z')] })).toBe(
      '2026-03-02T09:01:00.000Z',
    );
    expect(due(clock(), { pauses: [pause('2026-03-08T09:00:00Z', '2026-03-20T09:00:00Z')] })).toBe(due(clock()));
  });

  it('is put off by a pause that a pause before it brought into its time', () => {
    const pauses = [
      pause('2026-03-03T15:00:00Z', '2026-03-05T09:00:00Z'),
      pause('2026-03-08T15:00:00Z', '2026-03-09T15:00:00Z'),
    ];
    expect(due(clock(), { pauses })).toBe('2026-03-10T23:00:00.000Z');
  });

  it('is not due while it stands still without an end', () => {
    for (const spec of [clock(), clock({ unit: 'BUSINESS_DAY' }), seconds(60)]) {
      expect(dueOf(spec, calendar, MONDAY, { pauses: [pause(MONDAY)] })).toMatchObject({ due: undefined });
    }
    expect(due(clock(), { pauses: [pause('2026-03-20T09:00:00Z')] })).toBe(due(clock()));
  });

  it('explains itself', () => {
    const { explain } = dueOf(clock({ roll: 'NEXT_BUSINESS_DAY' }), calendar, MONDAY, {
      pauses: [pause('2026-03-03T15:00:00Z', '2026-03-04T09:00:00Z')],
    });
    expect(explain).toEqual({
      clock: 'answer',
      calendar: 'office-7',
      zone: 'Europe/Warsaw',
      startedAt: MONDAY,
      count: 5,
      unit: 'CALENDAR_DAY',
      firstDay: '2026-03-03',
      lastDay: '2026-03-08',
      rolledTo: '2026-03-09',
      stoodStill: 1,
      specialDays: [{ date: '2026-03-05', kind: 'HOLIDAY', reason: 'A holiday', hours: [] }],
    });
  });

  describe('that can be extended', () => {
    const spec = clock({ extension: { longest: 20, times: 2, mustContain: ['REASONS'], within: 5 } });
    const to = (more: number, at = MONDAY, contains = ['REASONS']): { at: string; to: number; contains: string[] } => ({
      at,
      to: more,
      contains,
    });

    it('counts what it was extended to, from its start', () => {
      expect(due(spec, { extensions: [to(10)] })).toBe('2026-03-12T23:00:00.000Z');
      expect(due(spec, { extensions: [to(10), to(20)] })).toBe('2026-03-22T23:00:00.000Z');
    });

    it.each<[string, Happened['extensions']]>([
      ['too long', [to(21)]],
      ['not longer', [to(5)]],
      ['too often', [to(6), to(7), to(8)]],
      ['without what it must contain', [to(10, MONDAY, ['EXPECTED_DATE'])]],
      ['when it was due', [to(10, '2026-03-07T23:00:00Z')]],
      ['half a day', [to(9.5)]],
    ])('refuses to be extended %s', (_, extensions) => {
      expect(() => due(spec, { extensions: extensions ?? [] })).toThrow(
        expect.objectContaining({ code: 'EXTENSION_REFUSED' }),
      );
    });

    it('is extended in time while it stood still', () => {
      const pauses = [pause('2026-03-03T15:00:00Z', '2026-03-05T09:00:00Z')];
      expect(due(spec, { pauses, extensions: [to(10, '2026-03-09T22:59:59.999Z')] })).toBe('2026-03-14T23:00:00.000Z');
    });

    it('is the only one that can be', () => {
      expect(() => due(clock(), { extensions: [to(10)] })).toThrow(/cannot be extended/);
    });
  });

  it.each<[string, ClockSpec, Pause[], string]>([
    ['that is not pausable', clock({ pausable: false }), [pause(MONDAY)], 'pauses'],
    ['without a reason', clock(), [{ ...pause(MONDAY), reason: ' ' }], 'pauses.0.reason'],
    ['without a wake-up condition', clock(), [{ ...pause(MONDAY), wakeUp: '' }], 'pauses.0.wakeUp'],
    ['that ends before it begins', clock(), [pause(MONDAY, '2026-03-01T09:00:00Z')], 'pauses.0'],
    ['in a pause', clock(), [pause(MONDAY), pause('2026-03-03T09:00:00Z')], 'pauses.1'],
    ['more often than a hundred times', clock(), Array.from({ length: 101 }, () => pause(MONDAY, MONDAY)), 'pauses'],
  ])('refuses a pause %s', (_, spec, pauses, entry) => {
    expect(() => due(spec, { pauses })).toThrow(expect.objectContaining({ code: 'PAUSE_REFUSED', entry }));
  });

  it('refuses a calendar of another zone, and what is due in more than ten years', () => {
    expect(() => due(clock({ zone: 'Europe/London' }))).toThrow(
      expect.objectContaining({ code: 'SPEC_INVALID', entry: 'zone' }),
    );
    const tenYears = { pauses: [pause(MONDAY, '2036-03-02T09:00:00Z')] };
    for (const spec of [clock(), seconds(60)]) {
      expect(() => due(spec, tenYears)).toThrow(expect.objectContaining({ code: 'BEYOND_HORIZON' }));
    }
    const once = workingCalendar(
      office({
        weekly: [],
        exceptions: [{ date: '2026-03-03', intervals: [{ from: '09:00', until: '10:00' }], reason: 'Once' }],
      }),
    );
    expect(() => dueOf(clock({ unit: 'BUSINESS_DAY', count: 2 }), once, MONDAY)).toThrow(
      expect.objectContaining({ code: 'BEYOND_HORIZON' }),
    );
  });

  it.each<[string, unknown, string]>([
    ['nothing', null, 'clock'],
    ['a unit that is none', { ...clock(), unit: 'FORTNIGHT' }, 'unit'],
    ['no count', clock({ count: 0 }), 'count'],
    ['a count beyond ten years', clock({ unit: 'WEEK', count: 521 }), 'count'],
    ['half a day', clock({ count: 1.5 }), 'count'],
    ['neither yes nor no', { ...clock(), pausable: 'perhaps' }, 'pausable'],
    ['nothing that ends it', clock({ satisfiedBy: [] }), 'satisfiedBy'],
    ['seconds that roll', seconds(60, { roll: 'NEXT_BUSINESS_DAY' }), 'unit'],
    [
      'an extension that is none',
      clock({ extension: { longest: 5, times: 1, mustContain: [], within: 5 } }),
      'extension.longest',
    ],
    ['a date that does not exist', clock({ verifiedOn: '2026-02-30' }), 'verifiedOn'],
    ['no name', clock({ name: '' }), 'name'],
  ])('is refused with %s', (_, spec, entry) => {
    expect(() => checkedClock(spec as ClockSpec)).toThrow(expect.objectContaining({ code: 'SPEC_INVALID', entry }));
  });

  it('is never due earlier for more units, a later start or a pause, and business days never before as many days', () => {
    const units = fc.constantFrom('CALENDAR_DAY' as const, 'BUSINESS_DAY' as const, 'WEEK' as const, 'MONTH' as const);
    const few = fc.integer({ min: 1, max: 30 });
    fc.assert(
      fc.property(
        anyCalendar,
        anyInstant,
        units,
        few,
        few,
        fc.integer({ min: 0, max: 30 * 86_400_000 }),
        (of, start, unit, one, other, later) => {
          const any = workingCalendar(of);
          const spec = (count: number): ClockSpec => clock({ unit, count, zone: of.zone, roll: 'NEXT_BUSINESS_DAY' });
          const when = (count: number, at = start, pauses: Pause[] = []): string =>
            dueOf(spec(count), any, new Date(at).toISOString(), { pauses }).due ?? '';
          const [less, more] = [Math.min(one, other), Math.max(one, other)];
          expect(when(less) <= when(more)).toBe(true);
          expect(when(less) <= when(less, start + later)).toBe(true);
          const inBetween = pause(new Date(start).toISOString(), new Date(start + later).toISOString());
          expect(when(less) <= when(less, start, [inBetween])).toBe(true);
          const days = dueOf(clock({ count: less, zone: of.zone }), any, new Date(start).toISOString()).due ?? '';
          const business = dueOf(
            clock({ count: less, unit: 'BUSINESS_DAY', zone: of.zone }),
            any,
            new Date(start).toISOString(),
          );
          expect(days <= (business.due ?? '')).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('ends with a day: what is due is the beginning of the next', () => {
    fc.assert(
      fc.property(anyCalendar, anyInstant, fc.integer({ min: 1, max: 60 }), (of, start, count) => {
        const any = workingCalendar({ ...of, weekly: everyDay('00:00', '24:00'), holidays: [], exceptions: [] });
        const { due: at = '', explain } = dueOf(clock({ count, zone: of.zone }), any, new Date(start).toISOString());
        expect(any.openOn(explain.lastDay ?? '').openings.at(-1)?.until).toBe(at);
      }),
      { numRuns: 100 },
    );
  });
});
