import { Weekday, type OpeningInterval } from '@baton/contracts';
import { LRUCache } from 'lru-cache';
import {
  dueOf,
  workingCalendar,
  type CalendarSpec,
  type ClockSpec,
  type WorkingCalendar,
} from '@baton/working-calendar';
import type { ReceiverCalendar } from './uninformed-transfers.row.js';

/** The version of this rule: whoever changes it raises it, and the version of the view. */
export const CUSTOMER_TOLD_RULES = 'customer-told@1';

/** H9: by the end of the next day, after that of the acceptance, on which the receiver is open. */
const clockOf = (zone: string, calendar: string): ClockSpec => ({
  code: CUSTOMER_TOLD_RULES,
  name: 'The customer knows who has the case',
  kind: 'PROGRESS',
  unit: 'BUSINESS_DAY',
  count: 1,
  start: 'AT_ONCE',
  countFirstDay: false,
  roll: 'NONE',
  endsAt: 'CLOSE_OF_BUSINESS',
  zone,
  calendar,
  pausable: false,
  satisfiedBy: ['CustomerInformedOfTransfer'],
  extension: null,
  onSilence: 'ESCALATE',
  legalBasis: null,
  verifiedOn: null,
});

/** Whoever never said when it is open answers around the clock. */
const AROUND_THE_CLOCK: readonly OpeningInterval[] = Weekday.values.map((day) => ({
  day,
  from: '00:00',
  until: '24:00',
}));

/** By when the customer is to be told, and by what that was counted. */
export interface ToldBy {
  /** UTC ISO 8601. */
  readonly due: string;
  /** `repair@3 customer-told@1`: the versions of the receiver's calendar and of the rule. */
  readonly calendar: string;
}

/** H9: by when the customer is to be told of a transfer that a department accepted at an instant. */
export function toldBy(receiver: ReceiverCalendar | undefined, acceptedAt: string): ToldBy {
  const { department, revision, zone = 'UTC', weekly = [], holidays = [], exceptions = [] } = receiver ?? {};
  const known = weekly.length > 0;
  const version = known ? `${department}@${revision}` : 'always@1';
  const calendar = ready({
    version,
    zone: known ? zone : 'UTC',
    weekly: known ? weekly : AROUND_THE_CLOCK,
    holidays: known ? holidays : [],
    exceptions: known ? exceptions.map(({ date, hours, reason }) => ({ date, intervals: hours, reason })) : [],
  });
  const { due } = dueOf(clockOf(calendar.zone, version), calendar, acceptedAt);
  if (due === undefined) throw new Error(`${CUSTOMER_TOLD_RULES} stands still, which it cannot`);
  return { due, calendar: `${version} ${CUSTOMER_TOLD_RULES}` };
}

/** Calendars by all that they say: making one ready takes longer than counting a thousand times by it. */
const calendars = new LRUCache<string, WorkingCalendar>({ max: 200 });

function ready(spec: CalendarSpec): WorkingCalendar {
  const said = JSON.stringify(spec);
  const known = calendars.get(said) ?? workingCalendar(spec);
  calendars.set(said, known);
  return known;
}
