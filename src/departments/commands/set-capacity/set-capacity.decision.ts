import { refuse, SkillCapacity, type CapacitySet, type DepartmentFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Code, Count, Described, Nested } from '@baton/fields';
import type { DepartmentState } from '../../department.state.js';
import { mustLead } from '../../lead.js';
import { departmentUnknown } from '../../unknown.js';

@Described('Says how much a department can work on at a time, in place of what was set before.')
export class SetCapacity {
  @Code('The department') department: string;
  @Count('Open cases at a time; no limit when absent', { optional: true }) cases?: number;
  @Count('Cases an agent holds at a time; no limit when absent', { optional: true }) perAgent?: number;
  @Nested(() => SkillCapacity, 'Cases at a time that need a skill; no limit for a skill that is not named', {
    list: 100,
    optional: true,
  })
  perSkill?: SkillCapacity[];
}

/** Sets the capacity; nothing named lifts every limit. Refused for an unknown department and a skill named twice. */
export const setCapacity =
  (command: SetCapacity, { by }: Given): Decide<DepartmentState, DepartmentFact> =>
  (state) => {
    mustLead(by, command.department);
    if (!state) return departmentUnknown(command.department);
    const { cases, perAgent } = command;
    const capacity: CapacitySet = {
      ...(cases === undefined ? {} : { cases }),
      ...(perAgent === undefined ? {} : { perAgent }),
      perSkill: eachOnce(command.perSkill ?? []),
    };
    return same(state.capacity ?? { perSkill: [] }, capacity) ? [] : [{ type: 'CapacitySet', data: capacity }];
  };

/** In the order of the skills. */
function eachOnce(perSkill: readonly SkillCapacity[]): SkillCapacity[] {
  const ordered = [...perSkill].sort((one, other) => (one.skill < other.skill ? -1 : 1));
  const twice = ordered.find(({ skill }, index) => skill === ordered[index + 1]?.skill);
  if (twice) {
    refuse('CAPACITY_INVALID', `${twice.skill} is named twice: say once how many cases that need it.`, {
      missing: ['perSkill'],
    });
  }
  return ordered;
}

const same = (one: CapacitySet, other: CapacitySet): boolean =>
  one.cases === other.cases &&
  one.perAgent === other.perAgent &&
  one.perSkill.length === other.perSkill.length &&
  one.perSkill.every(({ skill, cases }, index) => {
    const against = other.perSkill[index];
    return skill === against?.skill && cases === against.cases;
  });
