import type { Channel } from '@baton/contracts';
import type { WorkingCalendar } from '@baton/working-calendar';
import type { CaseState } from './case.state.js';
import { freeSlot, laterBy, SLOT_MS, type Slot } from './free-slots.js';
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
function window(calendars: readonly WorkingCalendar[], earliest: string): Slot {
  const [receiver] = calendars;
  return (
    freeSlot(calendars, earliest) ??
    (receiver && freeSlot([receiver], earliest)) ?? { from: earliest, due: laterBy(earliest, SLOT_MS) }
  );
}
