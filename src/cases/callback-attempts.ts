import type { AttemptOutcome, CallbackAttempted, Channel, Contact } from '@baton/contracts';
import type { WorkingCalendar } from '@baton/working-calendar';
import type { AttemptsSoFar, KnownPromise } from './promise.state.js';
import { freeSlot } from './free-slots.js';
import { reachable, type PromiseHours } from './promise-hours.js';

/** The rule by which attempts count and the next is proposed; recorded with each (X4). */
const ATTEMPT_RULE = 'callback-attempts@1';
/** So many attempts are made before the customer is written to. */
const MOST_ATTEMPTS = 3;
/** So long after an attempt that counted the next one counts, at the earliest; milliseconds. */
const APART_MS = 60 * 60 * 1000;

/** What is recorded of an attempt beside its outcome. */
type Judged = Pick<CallbackAttempted, 'counts' | 'exhausted' | 'nextFrom' | 'nextUntil' | 'rule'>;

/**
 * P3: an attempt counts an hour after the last that did, and outside the quiet hours of the customer: three calls within a
 * minute, or at night, show nothing. With the third, or where the number takes no calls, the attempts are over; until then
 * the next is proposed, in the hours of the department and of the customer and before the promise is due.
 * @param at when it was made, UTC ISO 8601
 */
export function judged(promise: KnownPromise, outcome: AttemptOutcome, at: string, hours: PromiseHours): Judged {
  const disturbs = reachable(hours.customer, promise.channel);
  const { attempts } = promise;
  const apart = attempts?.lastCountedAt === undefined || at >= later(attempts.lastCountedAt);
  const counts = apart && disturbs !== 'NEVER' && (disturbs?.isOpen(at).open ?? true);
  const counted = (attempts?.counted ?? 0) + (counts ? 1 : 0);
  const exhausted = counted >= MOST_ATTEMPTS || outcome === 'NOT_DELIVERABLE' || attempts?.exhausted === true;
  const calendars = [hours.department, disturbs].filter((one) => one !== undefined);
  const next = exhausted ? undefined : nextAfter(later(counts ? at : (attempts?.lastCountedAt ?? at)), calendars);
  return {
    ...{ counts, exhausted, rule: ATTEMPT_RULE },
    ...(next && next.from < promise.due && { nextFrom: next.from, nextUntil: earlier(next.due, promise.due) }),
  };
}

const later = (at: string): string => new Date(Date.parse(at) + APART_MS).toISOString();
const earlier = (one: string, other: string): string => (one < other ? one : other);

function nextAfter(
  at: string,
  calendars: readonly (WorkingCalendar | 'NEVER')[],
): { readonly from: string; readonly due: string } | undefined {
  if (calendars.includes('NEVER')) return undefined;
  const known = calendars.filter((calendar) => calendar !== 'NEVER');
  return known.length === 0 ? { from: at, due: later(at) } : freeSlot(known, at);
}

/** What was tried so far once another attempt is recorded. */
export function afterAttempt(
  before: AttemptsSoFar | undefined,
  { outcome, counts, exhausted, nextFrom, nextUntil }: CallbackAttempted,
  at: string,
  revision: number,
): AttemptsSoFar {
  return {
    made: (before?.made ?? 0) + 1,
    counted: (before?.counted ?? 0) + (counts ? 1 : 0),
    lastOutcome: outcome,
    lastAt: latest(before?.lastAt, at),
    lastCountedAt: counts ? latest(before?.lastCountedAt, at) : before?.lastCountedAt,
    ...{ exhausted, nextFrom, nextUntil, revision },
  };
}

/** What is told late does not turn time back. */
const latest = (before: string | undefined, at: string): string => (before !== undefined && before > at ? before : at);

/** Over which the customer is spoken with. */
const SPOKEN: ReadonlySet<Channel> = new Set<Channel>(['PHONE', 'CHAT', 'VISIT']);

/**
 * P3: whether a contact is the call back that was promised: one in which the customer was spoken with, or over the channel that was
 * promised; once nobody need try again, also what was written to them after the last attempt.
 */
export function callsBack({ channel, attempts }: KnownPromise, contact: Pick<Contact, 'channel'>, at: string): boolean {
  if (contact.channel === undefined || contact.channel === channel || SPOKEN.has(contact.channel)) return true;
  return attempts?.exhausted === true && at >= attempts.lastAt;
}
