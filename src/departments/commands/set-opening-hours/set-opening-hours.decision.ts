import { OpeningInterval, refuse, type DepartmentFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Code, Described, isZone, Nested } from '@baton/fields';
import type { DepartmentState } from '../../department.state.js';
import { departmentUnknown } from '../../unknown.js';
import { mustLead } from '../../lead.js';
import { orderedWeek } from '../../opening-week.js';

@Described('Says when a department is open, in place of what was set before.')
export class SetOpeningHours {
  @Code('The department') department: string;
  @Code("The time zone of the hours, an IANA name; the department's own when absent", { optional: true })
  zone?: string;
  @Nested(() => OpeningInterval, 'The hours of a week; one that closes before it opens runs over midnight', {
    list: 70,
  })
  weekly: OpeningInterval[];
}

/**
 * Sets the hours of a week. Refused for an unknown department, a zone that does not exist or is missing, a time that
 * is not HH:MM, an empty interval or week, and intervals that overlap: the message names the interval.
 */
export const setOpeningHours =
  (command: SetOpeningHours, { by }: Given): Decide<DepartmentState, DepartmentFact> =>
  (state) => {
    mustLead(by, command.department);
    if (!state) return departmentUnknown(command.department);
    const zone = command.zone ?? state.zone;
    if (zone === undefined) {
      refuse('HOURS_INVALID', `${state.code} has no time zone yet: name one such as Europe/Vienna.`, {
        missing: ['zone'],
      });
    }
    if (!isZone(zone)) {
      refuse('HOURS_INVALID', `${zone} is no IANA time zone: write one such as Europe/Vienna.`, { missing: ['zone'] });
    }
    const weekly = orderedWeek(command.weekly);
    return state.zone === zone && sameWeek(state.weekly ?? [], weekly)
      ? []
      : [{ type: 'OpeningHoursSet', data: { zone, weekly } }];
  };

const sameWeek = (one: readonly OpeningInterval[], other: readonly OpeningInterval[]): boolean =>
  one.length === other.length &&
  one.every(({ day, from, until }, index) => {
    const against = other[index];
    return day === against?.day && from === against.from && until === against.until;
  });
