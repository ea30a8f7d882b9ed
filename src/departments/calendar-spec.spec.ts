import type { DepartmentFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { fold } from '@baton/decider';
import { workingCalendar } from '@baton/working-calendar';
import { ALWAYS, calendarSpecOf } from './calendar-spec.js';
import { departmentAggregate, type Department } from './department.state.js';

const opened: DepartmentFact = { type: 'DepartmentOpened', data: { name: 'Repair' } };
const hours: DepartmentFact = {
  type: 'OpeningHoursSet',
  data: { zone: 'Europe/Vienna', weekly: [{ day: 'MONDAY', from: '08:00', until: '16:00' }] },
};
const dates: DepartmentFact = {
  type: 'HolidaysSet',
  data: {
    holidays: [{ date: '2026-03-02', name: 'Carnival' }],
    exceptions: [{ date: '2026-03-07', hours: [{ from: '10:00', until: '12:00' }], reason: 'Saturday sale' }],
  },
};
const specAfter = (...facts: DepartmentFact[]) =>
  calendarSpecOf(fold(departmentAggregate, recorded('department-repair', facts)) as Department);

describe('the calendar of a department', () => {
  it('is around the clock until it says when it is open, whatever its holidays', () => {
    expect(specAfter(opened)).toBe(ALWAYS);
    expect(specAfter(opened, dates)).toBe(ALWAYS);
    expect(workingCalendar(ALWAYS).add('2026-03-01T22:00:00.000Z', 3 * 60 * 60 * 1000)).toBe(
      '2026-03-02T01:00:00.000Z',
    );
  });

  it('X4 has a version of its own whenever hours or dates change', () => {
    expect(specAfter(opened, hours).version).toBe('repair@1');
    expect(specAfter(opened, hours, dates).version).toBe('repair@2');
    expect(specAfter(opened, dates, hours).version).toBe('repair@2');
  });

  it('X4 has none for what else is said of the department', () => {
    expect(specAfter(opened, hours, { type: 'SkillsSet', data: { skills: [] } }).version).toBe('repair@1');
  });

  it('is that of a channel with hours of its own, in a version of its own, holidays included', () => {
    const byPhone: DepartmentFact = {
      type: 'OpeningHoursSet',
      data: {
        zone: 'Europe/Vienna',
        weekly: [{ day: 'MONDAY', from: '08:00', until: '16:00' }],
        channels: [{ channel: 'PHONE', weekly: [{ day: 'MONDAY', from: '09:00', until: '12:00' }] }],
      },
    };
    const department = fold(departmentAggregate, recorded('department-repair', [opened, byPhone, dates])) as Department;
    const phone = workingCalendar(calendarSpecOf(department, 'PHONE'));
    expect(phone.version).toBe('repair@2/PHONE');
    expect(phone.openOn('2026-03-09').openings).toEqual([
      { from: '2026-03-09T08:00:00.000Z', until: '2026-03-09T11:00:00.000Z' },
    ]);
    expect(phone.openOn('2026-03-02').openings).toEqual([]);
    expect(calendarSpecOf(department, 'EMAIL')).toEqual(calendarSpecOf(department));
    // Hours set anew, without a word of channels, are those of every channel.
    const again = fold(departmentAggregate, recorded('department-repair', [opened, byPhone, hours])) as Department;
    expect(calendarSpecOf(again, 'PHONE').version).toBe('repair@2');
  });

  it('keeps the hours of the week, but on holidays and on dates with hours of their own', () => {
    const calendar = workingCalendar(specAfter(opened, hours, dates));
    expect(calendar.openOn('2026-03-02')).toMatchObject({ openings: [], reason: 'Carnival' });
    expect(calendar.openOn('2026-03-07').openings).toEqual([
      { from: '2026-03-07T09:00:00.000Z', until: '2026-03-07T11:00:00.000Z' },
    ]);
    expect(calendar.openOn('2026-03-09').openings).toEqual([
      { from: '2026-03-09T07:00:00.000Z', until: '2026-03-09T15:00:00.000Z' },
    ]);
  });
});
