import type { Channel } from '@baton/contracts';
import type { WorkingCalendar } from '@baton/working-calendar';
import type { CaseState } from './case.state.js';
import { freeSlot } from './free-slots.js';
import { reachedNobody } from './guards.js';
import { reachable, type PromiseHours } from './promise-hours.js';

/** A call back that could be promised: complete enough for `makePromise` to take it as it is (P1, P2). */
export interface CallBack {
  readonly caseId: string;
  /** The department that owes it: the sender, until the receiver accepts the case and the promise with it (H8). */
  readonly department: string;
  readonly beneficiary: string;
  readonly action: string;
  /** False where the customer is written to, as there is no time to call them. */
  readonly callback: boolean;
  /** From when to when, UTC ISO 8601: while both departments are open, and the customer may be reached over the channel. */
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
  /** When the sender, who is to owe it, is open, and how the customer wants to be reached. */
  readonly hours: PromiseHours;
  /** From when on the receiver can call, UTC ISO 8601: now, or when the turn of the case comes. */
  readonly earliest: string;
}

/**
 * H7: the call back to promise instead of putting the customer through: the first two hours in which both are open and the
 * customer may be called (P2). An e-mail where they never may while both are open; undefined where both never are.
 */
export function callBackOf(state: CaseState, { to, receiver, hours, earliest }: CallingBack): CallBack | undefined {
  const { department: sender, customer } = hours;
  const both = [receiver, ...(sender ? [sender] : [])];
  const undisturbed = reachable(customer, 'PHONE');
  const call =
    undisturbed === 'NEVER' ? undefined : freeSlot([...both, ...(undisturbed ? [undisturbed] : [])], earliest);
  const slot = call ?? freeSlot(both, earliest);
  if (!slot) return undefined;
  const spoken = state.contacts.valueSeq().filter((contact) => !reachedNobody(contact));
  const contactId = spoken.maxBy(({ revision }) => revision)?.contactId;
  return {
    caseId: state.caseId,
    department: state.accountable,
    beneficiary: 'The customer',
    ...(call ? calling(to) : writing(to)),
    ...slot,
    zone: receiver.zone,
    ...(contactId === undefined ? {} : { contactId }),
  };
}

const calling = (to: string): Told => ({
  action: `${to} calls the customer back about this case`,
  callback: true,
  channel: 'PHONE',
  evidence: 'The call is recorded as a contact of this case',
});

const writing = (to: string): Told => ({
  action: `${to} writes to the customer about this case`,
  callback: false,
  channel: 'EMAIL',
  evidence: 'The e-mail is recorded as a contact of this case',
});

type Told = Pick<CallBack, 'action' | 'callback' | 'channel' | 'evidence'>;
