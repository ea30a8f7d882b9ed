import type { Channel } from '@baton/contracts';
import type { WorkingCalendar } from '@baton/working-calendar';
import { queueOf, type Backlog } from '../../offer-queue.js';
import type { Availability } from './availability.result.js';

/** What is asked of a department. */
export interface Asked {
  readonly department: string;
  readonly channel: Channel | undefined;
  /** UTC ISO 8601. */
  readonly at: string;
}

/**
 * Whether a department can be reached at an instant, until when, and when it takes up what comes then.
 * @param calendar when it is reached over the channel
 * @param backlogs what it has to do now, where a limit was said (see `queueOf`)
 */
export function availabilityOf(
  { department, channel, at }: Asked,
  calendar: WorkingCalendar,
  backlogs: readonly Backlog[],
): Availability {
  const { open, until } = calendar.isOpen(at);
  const opensAt = open ? until && calendar.nextOpening(until) : until;
  const special = calendar.explain(at, at).specialDays[0]?.reason;
  const queue = queueOf(backlogs, calendar, at);
  const takenUpAt = queue ? queue.expectedAt : calendar.nextOpening(at);
  return {
    ...{ department, at, open },
    ...(channel !== undefined && { channel }),
    ...(until !== undefined && { until }),
    ...(opensAt !== undefined && { opensAt }),
    hours: [...(calendar.openingDay(at)?.openings ?? [])],
    ...(special !== undefined && { special }),
    ...{ zone: calendar.zone, calendar: calendar.version },
    ...(takenUpAt !== undefined && { takenUpAt }),
  };
}
