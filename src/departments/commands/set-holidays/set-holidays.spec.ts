import type { DayException, DepartmentFact, Holiday } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { scenarios } from '@baton/decider/testing';
import { givenBy } from '../../../../test/support/callers.js';
import { departmentAggregate } from '../../department.state.js';
import { setHolidays } from './set-holidays.decision.js';

const { given } = scenarios(departmentAggregate, (facts: readonly DepartmentFact[]) =>
  recorded('department-repair', facts),
);
const opened: DepartmentFact = { type: 'DepartmentOpened', data: { name: 'Repair shop', zone: 'Europe/Warsaw' } };
const dates = (holidays: Holiday[], exceptions: DayException[] = []): DepartmentFact => ({
  type: 'HolidaysSet',
  data: { holidays, exceptions },
});
const set = (holidays: Holiday[], exceptions?: DayException[], by = givenBy('SUPERVISOR', 'repair')) =>
  setHolidays({ department: 'repair', holidays, ...(exceptions ? { exceptions } : {}) }, by);
const may: Holiday = { date: '2026-05-03', name: 'Constitution Day' };
const christmas: Holiday = { date: '2026-12-25', name: 'Christmas Day' };
const inventory: DayException = { date: '2026-06-30', hours: [{ from: '08:00', until: '10:00' }], reason: 'Inventory' };
const sunday: DayException = {
  date: '2026-03-29',
  hours: [
    { from: '13:00', until: '16:00' },
    { from: '09:00', until: '12:00' },
  ],
  reason: 'Open Sunday',
};

describe('setting the dates on which the hours of the week do not hold', () => {
  it('keeps holidays, exceptions and hours in order, and each holiday once', () => {
    given(opened)
      .when(set([christmas, may, may], [inventory, sunday]))
      .then(dates([may, christmas], [{ ...sunday, hours: [...sunday.hours].reverse() }, inventory]));
  });

  it('replaces what was set before, down to nothing', () => {
    given(opened, dates([may], [inventory]))
      .when(set([christmas]))
      .then(dates([christmas]));
    given(opened, dates([may]))
      .when(set([]))
      .then(dates([]));
  });

  it('does nothing when the dates are the same in another order', () => {
    given(opened, dates([may, christmas], [inventory]))
      .when(set([christmas, may], [inventory]))
      .then();
    given(opened).when(set([])).then();
  });

  it('sets them anew when a name, an hour or a reason differs', () => {
    given(opened, dates([may], [inventory]))
      .when(set([may], [{ ...inventory, hours: [{ from: '08:00', until: '10:30' }] }]))
      .then(dates([may], [{ ...inventory, hours: [{ from: '08:00', until: '10:30' }] }]));
    given(opened, dates([may]))
      .when(set([{ ...may, name: 'Third of May' }]))
      .then(dates([{ ...may, name: 'Third of May' }]));
  });

  it('takes a holiday on which the department is open after all', () => {
    const open = { ...inventory, date: may.date };
    given(opened)
      .when(set([may], [open]))
      .then(dates([may], [open]));
  });

  it.each<[string, Holiday[], DayException[], string]>([
    ['a date that does not exist', [may, { date: '2026-02-30', name: 'Never' }], [], 'holidays.1.date'],
    ['a date of another form', [{ date: '3.5.2026', name: 'May' }], [], 'holidays.0.date'],
    ['an exception for no date', [], [{ ...inventory, date: '2026-13-01' }], 'exceptions.0.date'],
    ['two exceptions for a date', [], [inventory, { ...inventory, hours: [] }], 'exceptions.1.date'],
    ['a time that is none', [], [{ ...inventory, hours: [{ from: '8:00', until: '9:00' }] }], 'exceptions.0.hours'],
    ['hours that overlap', [], [{ ...inventory, hours: [...inventory.hours, ...inventory.hours] }], 'overlaps'],
  ])('refuses %s and names it', (_, holidays, exceptions, told) => {
    given(opened).when(set(holidays, exceptions)).refused('HOLIDAYS_INVALID', told);
  });

  it('refuses an unknown department and whoever does not lead it', () => {
    given()
      .when(set([may]))
      .refused('DEPARTMENT_UNKNOWN', 'repair');
    given(opened)
      .when(set([may], [], givenBy('SUPERVISOR', 'sales')))
      .refused('NOT_YOUR_DEPARTMENT', 'sales');
    given(opened)
      .when(set([may], [], givenBy('AGENT', 'repair')))
      .refused('NOT_ALLOWED');
    given(opened)
      .when(set([may], [], givenBy('ADMIN')))
      .then(dates([may]));
  });
});
