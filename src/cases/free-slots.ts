import type { WorkingCalendar } from '@baton/working-calendar';

/** A time in which something can be done that was promised, UTC ISO 8601. */
export interface Slot {
  readonly from: string;
  readonly due: string;
}

const MINUTE_MS = 60 * 1000;
/** So long a slot is at most, and at least; milliseconds. */
const SLOT_MS = 120 * MINUTE_MS;
const LEAST_MS = 15 * MINUTE_MS;
/** So many openings are tried until all are open. */
const MOST_TRIED = 100;

/** The first time from an instant on at which all are open for long enough; undefined where that is not soon found. */
export function freeSlot(calendars: readonly WorkingCalendar[], earliest: string): Slot | undefined {
  let at = earliest;
  for (let tried = 0; tried < MOST_TRIED; tried++) {
    const from = allOpen(calendars, at);
    if (from === undefined) return undefined;
    const due = [laterBy(from, SLOT_MS), ...calendars.map((one) => one.isOpen(from).until ?? '~')].sort()[0] as string;
    if (due >= laterBy(from, LEAST_MS)) return { from, due };
    at = due;
  }
  return undefined;
}

/** The first so many free slots from an instant on, one after the other. */
export function freeSlots(calendars: readonly WorkingCalendar[], earliest: string, count: number): Slot[] {
  const slots: Slot[] = [];
  for (let at = earliest; slots.length < count;) {
    const slot = freeSlot(calendars, at);
    if (!slot) break;
    slots.push(slot);
    at = slot.due;
  }
  return slots;
}

/** The first instant from one on at which all are open; undefined where that is not soon found. */
function allOpen(calendars: readonly WorkingCalendar[], earliest: string): string | undefined {
  let at: string | undefined = earliest;
  for (let tried = 0; tried < MOST_TRIED && at !== undefined; tried++) {
    const next: string | undefined = calendars.reduce<string | undefined>(
      (instant, one) => (instant === undefined ? undefined : one.nextOpening(instant)),
      at,
    );
    if (next === at) return at;
    at = next;
  }
  return undefined;
}

const laterBy = (instant: string, milliseconds: number): string =>
  new Date(Date.parse(instant) + milliseconds).toISOString();
