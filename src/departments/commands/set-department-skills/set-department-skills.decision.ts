import type { DepartmentFact, Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Code, Described } from '@baton/fields';
import type { DepartmentState } from '../../department.state.js';
import { mustLead } from '../../lead.js';
import { orderedSkills, sameSkills } from '../../skills.js';
import { departmentUnknown } from '../../unknown.js';

@Described('Says what a department can do, in place of what was set before.')
export class SetDepartmentSkills {
  @Code('The department') department: string;
  @Code('The skills; an empty list says that none is known', { list: 100 }) skills: string[];
}

/** Sets the skills of a department. Refused for an unknown department. */
export const setDepartmentSkills =
  (command: SetDepartmentSkills, { by }: Given): Decide<DepartmentState, DepartmentFact> =>
  (state) => {
    mustLead(by, command.department);
    if (!state) return departmentUnknown(command.department);
    const skills = orderedSkills(command.skills);
    return sameSkills(state.skills, skills) ? [] : [{ type: 'SkillsSet', data: { skills } }];
  };
