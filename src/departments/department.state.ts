import {
  keyOfStream,
  type CapacitySet,
  type ChannelHours,
  type DepartmentFact,
  type HolidaysSet,
  type OpeningInterval,
  type Recorded,
} from '@baton/contracts';
import type { Aggregate } from '@baton/decider';

/** A department as its own stream tells it. */
export interface Department {
  readonly code: string;
  readonly name: string;
  /** Where it works: an IANA time zone, once it is known. */
  readonly zone?: string;
  /** The hours of a week, in order; absent until they were set. */
  readonly weekly?: readonly OpeningInterval[];
  /** The channels over which it is reached at other hours. */
  readonly channels?: readonly ChannelHours[];
  /** The dates on which the hours of the week do not hold; absent until they were set. */
  readonly calendar?: HolidaysSet;
  /** The revision of the event with which hours or dates changed last: the version of its calendar (X4). */
  readonly calendarRevision?: number;
  /** How much it can work on at a time; absent until it was set. */
  readonly capacity?: CapacitySet;
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
        return { ...state, channels: [], ...event.data, calendarRevision: event.revision };
      case 'HolidaysSet':
        return { ...state, calendar: event.data, calendarRevision: event.revision };
      case 'CapacitySet':
        return { ...state, capacity: event.data };
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
