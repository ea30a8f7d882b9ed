import { refuse, type DepartmentFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Code, Described, isZone, Text } from '@baton/fields';
import type { DepartmentState } from '../../department.state.js';

@Described('Opens a department, so that it can be accountable for cases and agents can work in it.')
export class OpenDepartment {
  @Code('The code by which everybody names the department') department: string;
  @Text('The name people use', { max: 200 }) name: string;
  @Code('Where it works: an IANA time zone such as Europe/Vienna', { optional: true }) zone?: string;
}

/** Opens a department. Refused where another department has the code, or the zone does not exist. */
export const openDepartment =
  ({ department, name, zone }: OpenDepartment, _: Given): Decide<DepartmentState, DepartmentFact> =>
  (state) => {
    if (zone !== undefined && !isZone(zone)) {
      refuse('ZONE_INVALID', `${zone} is no IANA time zone: write one such as Europe/Vienna.`, { missing: ['zone'] });
    }
    if (!state) return [{ type: 'DepartmentOpened', data: { name, ...(zone === undefined ? {} : { zone }) } }];
    if (state.name === name && (zone === undefined || state.zone === zone)) return [];
    return refuse('DEPARTMENT_EXISTS', `${department} is ${state.name} already: choose another code.`);
  };
