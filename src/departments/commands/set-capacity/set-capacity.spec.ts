import type { CapacitySet, DepartmentFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { scenarios } from '@baton/decider/testing';
import { givenBy } from '../../../../test/support/callers.js';
import { departmentAggregate } from '../../department.state.js';
import { setCapacity } from './set-capacity.decision.js';

const { given } = scenarios(departmentAggregate, (facts: readonly DepartmentFact[]) =>
  recorded('department-repair', facts),
);
const opened: DepartmentFact = { type: 'DepartmentOpened', data: { name: 'Repair shop' } };
const capacity = (data: Partial<CapacitySet>): DepartmentFact => ({
  type: 'CapacitySet',
  data: { perSkill: [], ...data },
});
const set = (limits: Partial<CapacitySet>, by = givenBy('SUPERVISOR', 'repair')) =>
  setCapacity({ department: 'repair', ...limits }, by);
const screens = { skill: 'screens', cases: 3 };
const batteries = { skill: 'batteries', cases: 5 };

describe("setting a department's capacity", () => {
  it('keeps the limits, those of the skills in order', () => {
    given(opened)
      .when(set({ cases: 40, perAgent: 8, perSkill: [screens, batteries] }))
      .then(capacity({ cases: 40, perAgent: 8, perSkill: [batteries, screens] }));
  });

  it('replaces what was set before, and lifts every limit when none is named', () => {
    given(opened, capacity({ cases: 40, perAgent: 8 }))
      .when(set({ perAgent: 9 }))
      .then(capacity({ perAgent: 9 }));
    given(opened, capacity({ cases: 40 }))
      .when(set({}))
      .then(capacity({}));
  });

  it('does nothing when the limits are the same, or there were none and none is named', () => {
    given(opened, capacity({ cases: 40, perSkill: [batteries, screens] }))
      .when(set({ cases: 40, perSkill: [screens, batteries] }))
      .then();
    given(opened).when(set({})).then();
  });

  it('knows no work at all from no limit', () => {
    given(opened)
      .when(set({ cases: 0 }))
      .then(capacity({ cases: 0 }));
  });

  it('refuses a skill that is named twice', () => {
    given(opened)
      .when(set({ perSkill: [screens, batteries, { ...screens, cases: 4 }] }))
      .refused('CAPACITY_INVALID', 'screens');
  });

  it('refuses an unknown department, whoever does not lead it, and lets an administrator set it', () => {
    given()
      .when(set({ cases: 1 }))
      .refused('DEPARTMENT_UNKNOWN', 'repair');
    given(opened)
      .when(set({ cases: 1 }, givenBy('SUPERVISOR', 'sales')))
      .refused('NOT_YOUR_DEPARTMENT', 'sales');
    given(opened)
      .when(set({ cases: 1 }, givenBy('AGENT', 'repair')))
      .refused('NOT_ALLOWED');
    given(opened)
      .when(set({ cases: 1 }, givenBy('ADMIN')))
      .then(capacity({ cases: 1 }));
  });
});
