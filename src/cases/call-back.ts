import type { Channel } from '@baton/contracts';
import type { WorkingCalendar } from '@baton/working-calendar';
import type { CaseState } from './case.state.js';
import { reachedNobody } from './guards.js';

/** A call back that could be promised: complete enough for `makePromise` to take it as it is (P1). */
export interface CallBack {
  readonly caseId: string;
  /** The department that owes it: the sender, until the receiver accepts the case and the promise with it (H8). */
  readonly department: string;
  readonly beneficiary: string;
  readonly action: string;
  readonly callback: true;
  /** From when to when, UTC ISO 8601: while both departments are open. */
  readonly from: string;
  readonly due: string;
  readonly zone: string;
  readonly channel: Channel;
  readonly evidence: string;
  /** The contact in which it is said: the newest that reached the customer. */
  readonly contactId?: string;
}

/** What a call back is worked out from. */
export interface CallingBack {
  readonly to: string;
  readonly receiver: WorkingCalendar;
  /** When the sender is open; undefined where that is not known. */
  readonly sender: WorkingCalendar | undefined;
  /** From when on the receiver can call, UTC ISO 8601: now, or when the turn of the case comes. */
  readonly earliest: string;
}

const MINUTE_MS = 60 * 1000;
/** Within so long the customer is called, and no promise is squeezed into less than the least. */
const WINDOW_MS = 120 * MINUTE_MS;
const LEAST_MS = 15 * MINUTE_MS;
/** So many openings are tried until both are open. */
const MOST_TRIED = 100;

/** H7: the call back to promise instead of putting the customer through: the first two hours in which both are open. */
export function callBackOf(state: CaseState, { to, receiver, sender, earliest }: CallingBack): CallBack {
  const spoken = state.contacts.valueSeq().filter((contact) => !reachedNobody(contact));
  const contactId = spoken.maxBy(({ revision }) => revision)?.contactId;
  return {
    caseId: state.caseId,
    department: state.accountable,
    beneficiary: 'The customer',
    action: `${to} calls the customer back about this case`,
    callback: true,
    ...window([receiver, ...(sender ? [sender] : [])], earliest),
    zone: receiver.zone,
    channel: 'PHONE',
    evidence: 'The call is recorded as a contact of this case',
    ...(contactId === undefined ? {} : { contactId }),
  };
}

/** The first time from an instant on at which all are open for long enough; that of the first alone where they never are. */
function window(calendars: readonly WorkingCalendar[], earliest: string): Pick<CallBack, 'from' | 'due'> {
  let at = earliest;
  for (let tried = 0; tried < MOST_TRIED; tried++) {
    const from = opening(calendars, at);
    if (from === undefined) break;
    const due = [later(from, WINDOW_MS), ...calendars.map((one) => one.isOpen(from).until ?? '~')].sort()[0] as string;
    if (due >= later(from, LEAST_MS)) return { from, due };
    at = due;
  }
  const [first, ...others] = calendars;
  if (others.length > 0 && first) return window([first], earliest);
  return { from: earliest, due: later(earliest, WINDOW_MS) };
}

/** The first instant at which all are open; undefined where that is not soon found. */
function opening(calendars: readonly WorkingCalendar[], earliest: string): string | undefined {
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

const later = (instant: string, ms: number): string => new Date(Date.parse(instant) + ms).toISOString();
