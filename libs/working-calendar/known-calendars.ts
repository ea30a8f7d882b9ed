import canonicalize from 'canonicalize';
import { LRUCache } from 'lru-cache';
import { CalendarError } from './calendar-error.js';
import { objectOf, type CalendarSpec } from './calendar-spec.js';
import { workingCalendar, type WorkingCalendar } from './working-calendar.js';

/**
 * Calendars by their version, so that each is made ready once; the ones asked for last are kept. A specification must not
 * be changed after it was handed in. Refuses `VERSION_REUSED` for a version that is kept and said something else.
 */
export class KnownCalendars {
  private readonly kept: LRUCache<string, { readonly spec: CalendarSpec; readonly calendar: WorkingCalendar }>;

  constructor(max = 200) {
    this.kept = new LRUCache({ max });
  }

  /** The calendar of a specification. Refuses `SPEC_INVALID`, naming the entry. */
  of(spec: CalendarSpec): WorkingCalendar {
    objectOf(spec, 'calendar');
    const known = this.kept.get(spec.version);
    if (!known) {
      const calendar = workingCalendar(spec);
      this.kept.set(spec.version, { spec, calendar });
      return calendar;
    }
    if (known.spec !== spec && canonicalize(known.spec) !== canonicalize(spec)) {
      throw new CalendarError(
        'VERSION_REUSED',
        `Calendar ${spec.version} says something else than before: give what was changed a version of its own.`,
        'version',
      );
    }
    return known.calendar;
  }
}
