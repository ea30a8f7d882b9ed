import { keyOfStream, type DepartmentFact, type OpeningInterval, type Recorded } from '@baton/contracts';
import type { Aggregate } from '@baton/decider';

/** A department as its own stream tells it. */
export interface Department {
  readonly code: string;
  readonly name: string;
  /** Where it works: an IANA time zone, once it is known. */
  readonly zone?: string;
  /** The hours of a week, in order; absent until they were set. */
  readonly weekly?: readonly OpeningInterval[];
  readonly skills: readonly string[];
  readonly openedAt: string;
}

/** Undefined before the department was opened. */
export type DepartmentState = Department | undefined;

/** A department event with its envelope. */
export type DepartmentEvent = Recorded<DepartmentFact>;

/** The department as its events tell it. A stream that does not begin with its opening throws: it is damaged. */
export const departmentAggregate: Aggregate<DepartmentState, DepartmentEvent> = {
  initial: undefined,
  evolve: (state, event) => {
    if (event.type === 'DepartmentOpened') {
      return { code: keyOfStream(event), skills: [], openedAt: event.occurredAt, ...event.data };
    }
    if (!state) throw new Error(`${event.stream} begins with ${event.type} instead of DepartmentOpened`);
    switch (event.type) {
      case 'OpeningHoursSet':
        return { ...state, zone: event.data.zone, weekly: event.data.weekly };
      case 'SkillsSet':
        return { ...state, skills: event.data.skills };
      default:
        return unknownWord(event);
    }
  },
};

function unknownWord(event: never): never {
  const { stream, type } = event as DepartmentEvent;
  throw new Error(`${stream} holds ${type}, which this version does not know`);
}
