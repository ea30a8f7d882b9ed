import fc from 'fast-check';
import { Weekday, type DepartmentFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { fold, Refusal, type Decide } from '@baton/decider';
import { givenBy } from '../../test/support/callers.js';
import { openDepartment } from './commands/open-department/open-department.decision.js';
import { setCapacity } from './commands/set-capacity/set-capacity.decision.js';
import { setDepartmentSkills } from './commands/set-department-skills/set-department-skills.decision.js';
import { setHolidays } from './commands/set-holidays/set-holidays.decision.js';
import { setOpeningHours } from './commands/set-opening-hours/set-opening-hours.decision.js';
import { departmentAggregate, type DepartmentState } from './department.state.js';

const STREAM = 'department-repair';
const admin = givenBy('ADMIN');
const opened: DepartmentFact = { type: 'DepartmentOpened', data: { name: 'Repair shop' } };

const time = fc.constantFrom('00:00', '08:00', '12:00', '17:30', '22:00', '24:00', 'noon');
const interval = fc.record({ day: fc.constantFrom(...Weekday.values), from: time, until: time });
const zone = fc.constantFrom('Europe/Vienna', 'Asia/Tokyo', 'Nowhere');
const perSkill = fc.record({ skill: fc.constantFrom('screens', 'batteries', 'Ärger'), cases: fc.nat(2) });
const date = fc.constantFrom('2026-05-03', '2026-12-25', '2026-02-30');
const holiday = fc.record({ date, name: fc.constantFrom('Constitution Day', 'Christmas Day') });
const exception = fc.record({
  date,
  hours: fc.array(fc.record({ from: time, until: time }), { maxLength: 2 }),
  reason: fc.constantFrom('Inventory', 'Open Sunday'),
});
const asked: fc.Arbitrary<Decide<DepartmentState, DepartmentFact>> = fc.oneof(
  fc
    .record({ name: fc.constantFrom('Repair shop', 'Sales'), zone }, { requiredKeys: ['name'] })
    .map((command) => openDepartment({ department: 'repair', ...command }, admin)),
  fc
    .record({ weekly: fc.array(interval, { maxLength: 4 }), zone }, { requiredKeys: ['weekly'] })
    .map((command) => setOpeningHours({ department: 'repair', ...command }, admin)),
  fc
    .record({ cases: fc.nat(2), perAgent: fc.nat(2), perSkill: fc.array(perSkill) }, { requiredKeys: [] })
    .map((command) => setCapacity({ department: 'repair', ...command }, admin)),
  fc
    .record({ holidays: fc.array(holiday), exceptions: fc.array(exception) })
    .map((command) => setHolidays({ department: 'repair', ...command }, admin)),
  fc
    .array(fc.constantFrom('screens', 'batteries', 'batteries ', 'Ärger'))
    .map((skills) => setDepartmentSkills({ department: 'repair', skills }, admin)),
);

describe('a department', () => {
  it('is what its events say', () => {
    const weekly = [{ day: 'MONDAY', from: '08:00', until: '12:00' } as const];
    const state = fold(
      departmentAggregate,
      recorded<DepartmentFact>(STREAM, [
        opened,
        { type: 'OpeningHoursSet', data: { zone: 'Asia/Tokyo', weekly } },
        { type: 'HolidaysSet', data: { holidays: [{ date: '2026-05-03', name: 'Constitution Day' }], exceptions: [] } },
        { type: 'CapacitySet', data: { cases: 40, perSkill: [] } },
        { type: 'SkillsSet', data: { skills: ['screens'] } },
      ]),
    );
    expect(state).toEqual({
      calendar: { holidays: [{ date: '2026-05-03', name: 'Constitution Day' }], exceptions: [] },
      calendarRevision: 2,
      channels: [],
      capacity: { cases: 40, perSkill: [] },
      code: 'repair',
      name: 'Repair shop',
      zone: 'Asia/Tokyo',
      weekly,
      skills: ['screens'],
      openedAt: '2026-03-02T09:00:00.000Z',
    });
  });

  it('is not read from a stream that does not begin with its opening, or that holds a foreign word', () => {
    const skills = recorded<DepartmentFact>(STREAM, [{ type: 'SkillsSet', data: { skills: [] } }]);
    expect(() => fold(departmentAggregate, skills)).toThrow('begins with SkillsSet');
    const foreign = recorded(STREAM, [opened, { type: 'CaseClosed', data: {} } as unknown as DepartmentFact]);
    expect(() => fold(departmentAggregate, foreign)).toThrow('CaseClosed');
  });

  it('asked twice for the same changes nothing the second time, whatever came before', () => {
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 12 }), (commands) => {
        const past: DepartmentFact[] = [];
        for (const decide of commands) {
          const state = fold(departmentAggregate, recorded(STREAM, past));
          const facts = decidedOrRefused(decide, state);
          if (!facts) continue;
          past.push(...facts);
          expect(decide(fold(departmentAggregate, recorded(STREAM, past)))).toEqual([]);
        }
      }),
    );
  });
});

function decidedOrRefused(decide: Decide<DepartmentState, DepartmentFact>, state: DepartmentState) {
  try {
    return decide(state);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
