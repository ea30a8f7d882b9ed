import type { ChannelHours, DepartmentFact, OpeningInterval, Weekday } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { scenarios } from '@baton/decider/testing';
import { givenBy } from '../../../../test/support/callers.js';
import { departmentAggregate } from '../../department.state.js';
import { setOpeningHours } from './set-opening-hours.decision.js';

const { given } = scenarios(departmentAggregate, (facts: readonly DepartmentFact[]) =>
  recorded('department-repair', facts),
);
const opened: DepartmentFact = { type: 'DepartmentOpened', data: { name: 'Repair shop', zone: 'Europe/Vienna' } };
const on = (day: Weekday, from: string, until: string): OpeningInterval => ({ day, from, until });
const set = (weekly: OpeningInterval[], zone?: string, by = givenBy('SUPERVISOR', 'repair')) =>
  setOpeningHours({ department: 'repair', weekly, ...(zone === undefined ? {} : { zone }) }, by);
const hours = (weekly: OpeningInterval[], zone = 'Europe/Vienna'): DepartmentFact => ({
  type: 'OpeningHoursSet',
  data: { zone, weekly },
});

describe('setting the opening hours', () => {
  const morning = on('MONDAY', '08:00', '12:00');
  const afternoon = on('MONDAY', '13:00', '17:30');
  const friday = on('FRIDAY', '09:00', '12:00');

  it("keeps the week in order, in the department's own zone", () => {
    given(opened)
      .when(set([friday, afternoon, morning]))
      .then(hours([morning, afternoon, friday]));
  });

  it('takes another zone where one is named', () => {
    given(opened)
      .when(set([morning], 'Europe/Lisbon'))
      .then(hours([morning], 'Europe/Lisbon'));
  });

  it('does nothing when the same hours are set, in whatever order they are named', () => {
    given(opened, hours([morning, friday]))
      .when(set([friday, morning]))
      .then();
  });

  it('sets them anew when an hour or the zone differs', () => {
    given(opened, hours([morning]))
      .when(set([on('MONDAY', '08:00', '12:30')]))
      .then(hours([on('MONDAY', '08:00', '12:30')]));
    given(opened, hours([morning]))
      .when(set([morning], 'Europe/Paris'))
      .then(hours([morning], 'Europe/Paris'));
  });

  describe('over a channel', () => {
    const week = [on('MONDAY', '09:00', '11:00'), on('FRIDAY', '09:00', '11:00')];
    const setting = (channels: ChannelHours[]) =>
      setOpeningHours({ department: 'repair', weekly: [morning], channels }, givenBy('SUPERVISOR', 'repair'));
    const withChannels = (channels: ChannelHours[]): DepartmentFact => ({
      type: 'OpeningHoursSet',
      data: { zone: 'Europe/Vienna', weekly: [morning], channels },
    });
    const chat = { channel: 'CHAT', weekly: [morning] } as const;
    const phone = { channel: 'PHONE', weekly: week } as const;
    const both = [
      { ...phone, weekly: [...week] },
      { ...chat, weekly: [morning] },
    ];

    it('are kept in order, weeks and channels', () => {
      given(opened)
        .when(
          setting([
            { ...chat, weekly: [morning] },
            { ...phone, weekly: week.toReversed() },
          ]),
        )
        .then(withChannels(both));
    });

    it('change nothing where they are the same, and end where they are left out', () => {
      given(opened, withChannels(both)).when(setting(both.toReversed())).then();
      given(opened, withChannels(both))
        .when(setting(both.slice(0, 1)))
        .then(withChannels(both.slice(0, 1)));
      given(opened, withChannels(both))
        .when(set([morning]))
        .then(hours([morning]));
    });

    it('are refused twice, without hours, and with hours that overlap, naming the entry', () => {
      given(opened)
        .when(setting([both[0] as ChannelHours, both[0] as ChannelHours]))
        .refused('HOURS_INVALID', 'two weeks for PHONE');
      given(opened)
        .when(setting([{ channel: 'CHAT', weekly: [] }]))
        .refused('HOURS_INVALID', /channels\[0\]\.weekly/);
      given(opened)
        .when(setting([both[0] as ChannelHours, { channel: 'CHAT', weekly: [morning, morning] }]))
        .refused('HOURS_INVALID', /channels\[1\]\.weekly/);
    });
  });

  it('lets an interval run over midnight, also from Sunday into Monday', () => {
    const week = [morning, on('SATURDAY', '22:00', '06:00'), on('SUNDAY', '20:00', '02:00')];
    given(opened).when(set(week)).then(hours(week));
  });

  it('lets a department be open around the clock', () => {
    const week = (['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const).map((day) =>
      on(day, '00:00', '24:00'),
    );
    given(opened).when(set(week)).then(hours(week));
  });

  it.each<[string, OpeningInterval[], string | RegExp]>([
    ['an hour that does not exist', [on('MONDAY', '25:00', '26:00')], 'MONDAY 25:00-26:00'],
    ['a time that is not HH:MM', [morning, on('FRIDAY', '9:00', '12:00')], 'weekly.1.from'],
    ['a time with seconds', [on('MONDAY', '09:00', '12:00:00')], 'weekly.0.until'],
    ['an opening at the end of the day', [on('MONDAY', '24:00', '08:00')], 'weekly.0.from'],
    ['an interval without length', [on('MONDAY', '09:00', '09:00')], 'MONDAY 09:00-09:00'],
    ['two that overlap', [morning, on('MONDAY', '11:59', '13:00')], 'MONDAY 08:00-12:00 overlaps MONDAY 11:59-13:00'],
    ['the same one twice', [morning, morning], 'overlaps'],
    [
      'one that runs over midnight into the next',
      [on('SUNDAY', '22:00', '09:00'), morning],
      /SUNDAY 22:00-09:00 overlaps MONDAY 08:00/,
    ],
    ['a week without hours', [], 'weekly'],
  ])('refuses %s and names it', (_, weekly, told) => {
    given(opened).when(set(weekly)).refused('HOURS_INVALID', told);
  });

  it('refuses a zone that does not exist, and a department whose zone nobody knows', () => {
    given(opened)
      .when(set([morning], 'Europe/Atlantis'))
      .refused('HOURS_INVALID', 'Europe/Atlantis');
    given({ type: 'DepartmentOpened', data: { name: 'Repair shop' } })
      .when(set([morning]))
      .refused('HOURS_INVALID', 'zone');
  });

  it('refuses a department that nobody opened', () => {
    given()
      .when(set([morning]))
      .refused('DEPARTMENT_UNKNOWN', 'repair');
  });

  it('lets an administrator set them, and refuses the supervisor of another department', () => {
    given(opened)
      .when(set([morning], undefined, givenBy('ADMIN', 'head-office')))
      .then(hours([morning]));
    given(opened)
      .when(set([morning], undefined, givenBy('SUPERVISOR', 'sales')))
      .refused('NOT_YOUR_DEPARTMENT', 'sales');
    given(opened)
      .when(set([morning], undefined, givenBy('AGENT', 'repair')))
      .refused('NOT_ALLOWED');
  });
});
