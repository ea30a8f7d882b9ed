import type { DepartmentFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { scenarios } from '@baton/decider/testing';
import { givenBy } from '../../../../test/support/callers.js';
import { departmentAggregate } from '../../department.state.js';
import { setDepartmentSkills } from './set-department-skills.decision.js';

const { given } = scenarios(departmentAggregate, (facts: readonly DepartmentFact[]) =>
  recorded('department-repair', facts),
);
const opened: DepartmentFact = { type: 'DepartmentOpened', data: { name: 'Repair shop' } };
const skilled = (...skills: string[]): DepartmentFact => ({ type: 'SkillsSet', data: { skills } });
const set = (skills: string[], by = givenBy('SUPERVISOR', 'repair')) =>
  setDepartmentSkills({ department: 'repair', skills }, by);

describe("setting a department's skills", () => {
  it('keeps each skill once, in order', () => {
    given(opened)
      .when(set(['screens', 'batteries', 'screens']))
      .then(skilled('batteries', 'screens'));
  });

  it('replaces what was set before, down to nothing', () => {
    given(opened, skilled('batteries'))
      .when(set(['screens']))
      .then(skilled('screens'));
    given(opened, skilled('batteries')).when(set([])).then(skilled());
  });

  it('does nothing when the skills are the same in another order', () => {
    given(opened, skilled('batteries', 'screens'))
      .when(set(['screens', 'batteries']))
      .then();
    given(opened).when(set([])).then();
  });

  it('refuses an unknown department and the supervisor of another one', () => {
    given()
      .when(set(['screens']))
      .refused('DEPARTMENT_UNKNOWN', 'repair');
    given(opened)
      .when(set(['screens'], givenBy('SUPERVISOR', 'sales')))
      .refused('NOT_YOUR_DEPARTMENT', 'sales');
  });
});
