import type { AgentFact, DepartmentFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { fold } from '@baton/decider';
import { rowsOf } from '@baton/projections/testing';
import { departmentAggregate } from '../../department.state.js';
import { departmentOf } from '../../department.document.js';
import { departments } from './departments.projection.js';

const weekly = [{ day: 'MONDAY', from: '08:00', until: '12:00' } as const];
const holidays = [{ date: '2026-05-03', name: 'Constitution Day' }];
const exceptions = [{ date: '2026-06-30', hours: [], reason: 'Inventory' }];
const capacity = { cases: 40, perSkill: [{ skill: 'screens', cases: 3 }] };
const repair = recorded<DepartmentFact>('department-repair', [
  { type: 'DepartmentOpened', data: { name: 'Repair shop' } },
  { type: 'OpeningHoursSet', data: { zone: 'Europe/Vienna', weekly, channels: [{ channel: 'PHONE', weekly }] } },
  { type: 'SkillsSet', data: { skills: ['batteries', 'screens'] } },
  { type: 'HolidaysSet', data: { holidays, exceptions } },
  { type: 'CapacitySet', data: capacity },
]);
const sales = recorded<DepartmentFact>('department-Sales & Co', [
  { type: 'DepartmentOpened', data: { name: 'Sales', zone: 'Europe/Paris' } },
]);
/** An agent who is called like a department. */
const agent = recorded<AgentFact>('agent-repair', [
  { type: 'AgentRegistered', data: { name: 'Rita Pair', department: 'repair' } },
  { type: 'SkillsSet', data: { skills: ['French'] } },
]);

describe('the departments', () => {
  it('are listed with hours and skills, which an agent of the same name does not change', async () => {
    const { rows } = await rowsOf(departments, [...repair, ...sales, ...agent]);
    expect(rows).toEqual([
      {
        code: 'Sales & Co',
        name: 'Sales',
        zone: 'Europe/Paris',
        weekly: [],
        channels: [],
        holidays: [],
        exceptions: [],
        skills: [],
        openedAt: '2026-03-02T09:00:00.000Z',
        revision: 0,
      },
      {
        code: 'repair',
        name: 'Repair shop',
        zone: 'Europe/Vienna',
        weekly,
        channels: [{ channel: 'PHONE', weekly }],
        holidays,
        exceptions,
        capacity,
        skills: ['batteries', 'screens'],
        openedAt: '2026-03-02T09:00:00.000Z',
        revision: 4,
      },
    ]);
  });

  it('are listed as each shows itself', async () => {
    const { rows } = await rowsOf(departments, repair);
    expect(rows).toEqual([departmentOf({ state: fold(departmentAggregate, repair), revision: 4, position: '5' })]);
  });

  it('are found by each skill they have now', async () => {
    const again = recorded<DepartmentFact>('department-repair', [
      { type: 'DepartmentOpened', data: { name: 'Repair shop' } },
      { type: 'SkillsSet', data: { skills: ['batteries', 'screens'] } },
      { type: 'SkillsSet', data: { skills: ['screens', 'water pumps'] } },
    ]);
    const { skilled } = await rowsOf(departments, [...again, ...sales, ...agent]);
    const found = { department: 'repair', position: again.at(-1)?.position };
    expect(skilled).toEqual([
      { word: 'screens', skill: 'screens', ...found },
      { word: 'water', skill: 'water pumps', ...found },
    ]);
  });

  it('are none before they were opened', () => {
    expect(departmentOf(undefined)).toBeUndefined();
  });
});
