import type { EscalationCause } from '@baton/contracts';
import type { EventOf } from '@baton/projections';
import { makesGood } from '../../breach.js';
import type { ListedEscalation } from './escalations.row.js';

/** What happens to a case, as far as it can settle an escalation. */
export type Settling = EventOf<
  | 'TransferOffered'
  | 'TransferAccepted'
  | 'TransferDeclined'
  | 'TransferRecalled'
  | 'TransferExpired'
  | 'TransferObserved'
  | 'AssignmentArbitrated'
  | 'CaseLeadAssigned'
  | 'CaseClaimed'
  | 'CaseReleased'
  | 'CaseResolved'
  | 'CaseClosed'
  | 'ContactRecorded'
  | 'ConsultAnswered'
  | 'ConsultWithdrawn'
  | 'PromiseKept'
  | 'PromiseReleased'
>;

/** What an event does to an escalation: it is settled, something has come of it, that came to nothing, or neither. */
export type Effect = 'SETTLED' | 'UNDER_WAY' | 'UNANSWERED' | undefined;

/** What an escalation waits for: each an occasion of its own, as its cause is answered by events of its own. */
type Waits =
  /** Nobody answered an offer in time (H4): somebody must take the case, or that department answer. */
  | 'FOR_A_TAKER'
  /** An offer waits for longer than an opening day (H10): it must be answered. */
  | 'FOR_AN_ANSWER'
  /** The case bounces (H10): it must be decided where it stays, and who sees it through. */
  | 'FOR_A_DECISION'
  /** Whoever holds the case is away (H11): somebody else must. */
  | 'FOR_A_STAND_IN'
  /** A promise was broken (P7): somebody must speak to the customer. */
  | 'FOR_THE_CUSTOMER'
  /** A question was not answered in time: it must be, or withdrawn. */
  | 'FOR_A_REPLY'
  /** A promise is owed by somebody who is away, in the case of another department (H8, H11): only the absence tells. */
  | 'FOR_THE_ABSENCE'
  /** A case that had waited for this one is resolved, and this one was reopened (X3): only that case tells, or the end of this one. */
  | 'FOR_WHAT_HAD_WAITED';

const WAITS: Readonly<Record<EscalationCause, Waits>> = {
  OFFER_EXPIRED: 'FOR_A_TAKER',
  CHAIN_ALARM: 'FOR_A_DECISION',
  ABSENT_WITHOUT_STAND_IN: 'FOR_A_STAND_IN',
  BLOCKING_WORK_REOPENED: 'FOR_WHAT_HAD_WAITED',
  PROMISE_BROKEN: 'FOR_THE_CUSTOMER',
  CONSULT_OVERDUE: 'FOR_A_REPLY',
  REQUESTED: 'FOR_A_DECISION',
};

function waits({ cause, alarm, department, accountable }: ListedEscalation): Waits {
  if (alarm === 'WAITED_AN_OPENING_DAY') return 'FOR_AN_ANSWER';
  if (cause === 'ABSENT_WITHOUT_STAND_IN' && department !== accountable) return 'FOR_THE_ABSENCE';
  return WAITS[cause];
}

/**
 * What an event of the case does to an escalation that is open. DOMAIN.md gives no word that ends one: what ends it is
 * the event that answers its cause, whoever wrote it and why.
 */
export function effectOf(event: Settling, escalation: ListedEscalation): Effect {
  const on = waits(escalation);
  if (on === 'FOR_THE_CUSTOMER') return madeGood(event, escalation) ? 'SETTLED' : undefined;
  if (event.type === 'CaseResolved' || event.type === 'CaseClosed') return 'SETTLED';
  if (on === 'FOR_WHAT_HAD_WAITED') return undefined;
  if (on === 'FOR_A_REPLY') return replied(event, escalation) ? 'SETTLED' : undefined;
  switch (event.type) {
    case 'AssignmentArbitrated':
    case 'TransferObserved':
      return on === 'FOR_THE_ABSENCE' ? undefined : 'SETTLED';
    case 'TransferAccepted':
      // Another agent of the same department has it now: that answers who holds it, not where it belongs.
      if (on === 'FOR_A_DECISION' && event.data.from === event.data.to) return 'UNDER_WAY';
      return on === 'FOR_THE_ABSENCE' ? undefined : 'SETTLED';
    case 'CaseLeadAssigned':
      return on === 'FOR_A_DECISION' ? 'SETTLED' : undefined;
    case 'CaseClaimed':
      if (on === 'FOR_A_TAKER' || on === 'FOR_A_STAND_IN') return 'SETTLED';
      return on === 'FOR_A_DECISION' ? 'UNDER_WAY' : undefined;
    case 'CaseReleased':
      if (on === 'FOR_A_STAND_IN') return 'SETTLED';
      return on === 'FOR_A_DECISION' ? 'UNANSWERED' : undefined;
    case 'TransferOffered':
      return on === 'FOR_AN_ANSWER' || on === 'FOR_THE_ABSENCE' ? undefined : 'UNDER_WAY';
    case 'ContactRecorded':
    case 'ConsultAnswered':
    case 'ConsultWithdrawn':
    case 'PromiseKept':
    case 'PromiseReleased':
      return undefined;
    default:
      return offerEnded(event, on, escalation);
  }
}

/**
 * Whether a broken promise is made good: the customer was spoken to after it was broken, or evidence came that it
 * was kept or given up in time after all. That the matter is resolved tells the customer nothing.
 */
function madeGood(event: Settling, { promiseId, raisedAt, brokenSince = raisedAt }: ListedEscalation): boolean {
  switch (event.type) {
    case 'ContactRecorded': {
      return makesGood(event.data, event.occurredAt, brokenSince);
    }
    case 'PromiseKept':
    case 'PromiseReleased':
      return event.data.promiseId === promiseId;
    default:
      return false;
  }
}

/** Whether the question was answered, or is no longer asked. */
const replied = (event: Settling, { consultId }: ListedEscalation): boolean =>
  (event.type === 'ConsultAnswered' || event.type === 'ConsultWithdrawn') && event.data.consultId === consultId;

/** An offer was not accepted. */
function offerEnded(
  event: Extract<Settling, { type: 'TransferDeclined' | 'TransferRecalled' | 'TransferExpired' }>,
  on: Waits,
  { department }: ListedEscalation,
): Effect {
  if (on === 'FOR_THE_ABSENCE') return undefined;
  if (on === 'FOR_AN_ANSWER') return 'SETTLED';
  // The department that let an offer lapse has answered one since.
  if (on === 'FOR_A_TAKER' && event.type === 'TransferDeclined' && event.data.to === department) return 'SETTLED';
  return 'UNANSWERED';
}
