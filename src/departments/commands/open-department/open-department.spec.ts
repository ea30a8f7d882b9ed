import type { DepartmentFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { scenarios } from '@baton/decider/testing';
import { check } from '@baton/fields';
import { givenBy } from '../../../../test/support/callers.js';
import { departmentAggregate } from '../../department.state.js';
import { openDepartment, OpenDepartment } from './open-department.decision.js';

const { given } = scenarios(departmentAggregate, (facts: readonly DepartmentFact[]) =>
  recorded('department-repair', facts),
);
const admin = givenBy('ADMIN');
const open = (name: string, zone?: string) =>
  openDepartment({ department: 'repair', name, ...(zone === undefined ? {} : { zone }) }, admin);
const opened: DepartmentFact = { type: 'DepartmentOpened', data: { name: 'Repair shop', zone: 'Europe/Vienna' } };

describe('opening a department', () => {
  it('opens it with its name and its zone', () => {
    given().when(open('Repair shop', 'Europe/Vienna')).then(opened);
  });

  it('opens it without a zone where nobody knows it yet', () => {
    given()
      .when(open('Repair shop'))
      .then({ type: 'DepartmentOpened', data: { name: 'Repair shop' } });
  });

  it('does nothing when it is open already under this name', () => {
    given(opened).when(open('Repair shop', 'Europe/Vienna')).then();
    given(opened).when(open('Repair shop')).then();
  });

  it('refuses a code that another department has, and names that department', () => {
    given(opened).when(open('Sales')).refused('DEPARTMENT_EXISTS', 'Repair shop');
    given(opened).when(open('Repair shop', 'Europe/Paris')).refused('DEPARTMENT_EXISTS');
  });

  it('refuses a zone that does not exist', () => {
    given().when(open('Repair shop', 'Europe/Atlantis')).refused('ZONE_INVALID', 'Europe/Atlantis');
  });

  it('keeps a name with mark-up as it was written', () => {
    const name = '<img src=x onerror=alert(1)> & "Söhne"';
    given().when(open(name)).then({ type: 'DepartmentOpened', data: { name } });
  });

  it.each([
    ['a name that is too long', { department: 'repair', name: 'x'.repeat(201) }, 'name'],
    ['no name', { department: 'repair', name: '' }, 'name'],
    ['a code that is a path', { department: '../etc', name: 'Repair' }, 'department'],
    ['a code with mark-up', { department: 'a<b>', name: 'Repair' }, 'department'],
    ['a code with a line break', { department: 'a\nb', name: 'Repair' }, 'department'],
    ['a field nobody declared', { department: 'repair', name: 'Repair', role: 'ADMIN' }, 'role'],
  ])('is not asked with %s', (_, command, path) => {
    expect(check(OpenDepartment, command).map((problem) => problem.path)).toContain(path);
  });
});
