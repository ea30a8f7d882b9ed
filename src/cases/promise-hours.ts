import { REACHES_AT_ONCE, refuse, type Channel, type PreferencesSet } from '@baton/contracts';
import { hoursToDisturb, type WorkingCalendar } from '@baton/working-calendar';
import { freeSlot, freeSlots } from './free-slots.js';

/** When a promise can be kept. */
export interface PromiseHours {
  /** When the department that owes it is open; undefined where that is not known. */
  readonly department: WorkingCalendar | undefined;
  /** How the customer wants to be reached. */
  readonly customer: Readonly<PreferencesSet>;
}

/** A promise, as far as its time goes. */
interface Due {
  readonly due: string;
  readonly department: string;
  readonly channel: Channel;
}

/** What to do where the customer may not be reached over the channel at any time. */
export const TO_WRITE = 'Promise it over EMAIL or LETTER';

const PROPOSED = 3;
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** So far ahead a promise is due at most: no calendar looks farther. */
const FARTHEST_MS = 10 * 365 * DAY_MS;

/**
 * P2: due lies in the opening hours of the department, the closing among them, and outside the quiet hours of the customer
 * where the channel reaches them at once, within ten years. Refuses `PROMISE_OUTSIDE_HOURS` with the next three free slots.
 * @returns the versions of what it was held against (X4); undefined where no hours are known
 */
export function heldAgainst(
  { due, department: owing, channel }: Due,
  hours: PromiseHours,
  now: string,
): string | undefined {
  if (Date.parse(due) - Date.parse(now) > FARTHEST_MS) {
    refuse('PROMISE_TOO_FAR', `Due (${due}) lies more than ten years ahead: nobody can promise that. Correct it.`, {
      rule: 'P2',
      missing: ['due'],
    });
  }
  const { department, customer } = hours;
  const disturbs = reachable(customer, channel);
  const quiet = `${customer.quietFrom} to ${customer.quietUntil} (${customer.zone ?? 'UTC'})`;
  if (disturbs === 'NEVER') {
    outside(`The customer must not be called from ${quiet}: promise to write.`, [TO_WRITE]);
  }
  const calendars = [department, disturbs].filter((calendar) => calendar !== undefined);
  const slots = (): string[] => {
    const free = freeSlots(calendars, due > now ? due : now, PROPOSED);
    if (free.length === 0 && disturbs) return [TO_WRITE];
    return free.map((slot) => told(slot, department?.zone, customer.zone));
  };
  if (department && !within(department, due)) {
    outside(`${owing} is closed at ${due} (${local(due, department.zone)}).`, slots());
  }
  if (disturbs && !within(disturbs, due))
    outside(`The customer must not be called at ${due}: not from ${quiet}.`, slots());
  return calendars.length === 0 ? undefined : calendars.map(({ version }) => version).join(', ');
}

/**
 * When something is best promised from now on: by the end of the first free slot; the same hour tomorrow, on the hour, where
 * no hours are known, or where the department is never open. Undefined where the customer may not be reached over the channel
 * at any time at which the department is open: then they are to be written to.
 */
export function proposedDue(channel: Channel, { department, customer }: PromiseHours, now: string): string | undefined {
  const disturbs = reachable(customer, channel);
  if (disturbs === 'NEVER') return undefined;
  const calendars = [department, disturbs].filter((one) => one !== undefined);
  const slot = calendars.length === 0 ? undefined : freeSlot(calendars, now);
  if (slot) return slot.due;
  if (disturbs) return undefined;
  return new Date(Math.ceil((Date.parse(now) + DAY_MS) / HOUR_MS) * HOUR_MS).toISOString();
}

/** When a customer may be reached over a channel (P2): `NEVER` where the quiet hours are the whole day; undefined where that may be at any time. */
export const reachable = (
  customer: Readonly<PreferencesSet>,
  channel: Channel,
): WorkingCalendar | 'NEVER' | undefined => (REACHES_AT_ONCE.has(channel) ? hoursToDisturb(customer) : undefined);

/** Whether it is open at an instant, or was until then. */
const within = (calendar: WorkingCalendar, at: string): boolean =>
  calendar.isOpen(at).open || calendar.isOpen(new Date(Date.parse(at) - 1).toISOString()).open;

/** A slot, also by the clocks of the department and of the customer. */
function told({ from, due }: { from: string; due: string }, ...zones: readonly (string | undefined)[]): string {
  const clocks = [...new Set(zones)].flatMap((zone) =>
    zone === undefined || zone === 'UTC' ? [] : [local(due, zone)],
  );
  return `From ${from}, due ${due}${clocks.length === 0 ? '' : ` (${clocks.join('; ')})`}`;
}

/** By the clock on the wall: `Tue 03 Mar, 09:30 Europe/Vienna`. */
const local = (instant: string, zone: string): string => {
  const clock = new Intl.DateTimeFormat('en-GB', {
    ...{ weekday: 'short', day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: zone },
  });
  return `${clock.format(new Date(instant))} ${zone}`;
};

function outside(why: string, alternatives: readonly string[]): never {
  return refuse('PROMISE_OUTSIDE_HOURS', `${why} Promise one of the times that are free.`, {
    rule: 'P2',
    missing: ['due'],
    alternatives,
  });
}
