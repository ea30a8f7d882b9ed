import { arbitrationNeeded, counts, type Counting, TRANSFERS_BEFORE_ARBITRATION } from '@baton/chain-alarms';
import { refuse, type Given, type ReadBack } from '@baton/contracts';
import type { CaseState, KnownTransfer, TransferAnswer } from './case.state.js';
import { alarmed } from './chain-alarms.js';
import type { StayingPromise } from './moved-promises.js';

/** The transfer with that id; when none is named the open one, or the last. Refuses where there is no such transfer. */
export function transferOf(state: CaseState, transferId: string | undefined): KnownTransfer {
  const wanted = transferId ?? state.openTransferId;
  const found = wanted === undefined ? newest(state) : state.transfers.get(wanted);
  if (!found && wanted === undefined) {
    refuse(
      'TRANSFER_UNKNOWN',
      'The case was never on offer. Whoever answers for it offers it with offerTransfer; within the department it is claimed with claimCase.',
    );
  }
  return (
    found ??
    refuse('TRANSFER_UNKNOWN', 'The case has no such transfer. Its transfers are listed by case(id).', {
      missing: ['transferId'],
    })
  );
}

/** The transfer that was offered last, if any. */
export const newest = (state: CaseState): KnownTransfer | undefined =>
  state.transfers.maxBy((transfer) => transfer.revision);

/** Refuses a transfer that was accepted, declined or recalled, or has expired: says who answered it, when and how. */
export function stillOffered(transfer: KnownTransfer): void {
  const { status, to, endedBy, endedAt } = transfer;
  if (status === 'OFFERED') return;
  const ended =
    status === 'EXPIRED' ? 'has expired' : `was ${status.toLowerCase()} already, by ${endedBy} on ${endedAt}`;
  refuse('TRANSFER_NOT_OPEN', `The transfer to ${to} ${ended}${how(transfer)}. ${NEXT[status]}`, { rule: 'H2' });
}

const NEXT = {
  ACCEPTED: 'Ask whoever holds the case; what is to be corrected is a note, with addNote.',
  DECLINED: 'It takes a new offer, with offerTransfer.',
  RECALLED: 'It takes a new offer, with offerTransfer.',
  EXPIRED: 'It takes a new offer, with offerTransfer.',
} as const;

/** What was said with the answer, as the end of a sentence. */
function how({ readBack, said }: KnownTransfer): string {
  if (readBack) return ` (read back: ${readBack.ask}; first ${readBack.firstAction}; by ${readBack.by})`;
  if (!said) return '';
  const { reason, suggestedDepartment } = said;
  return ` (${reason}${suggestedDepartment === undefined ? '' : `; ${suggestedDepartment} should have it`})`;
}

/** Whether an answer says what was answered before, so that it changes nothing. */
export const saidTheSame = ({ said }: KnownTransfer, { reason, cause, suggestedDepartment }: TransferAnswer): boolean =>
  said?.reason === reason && said.cause === cause && said.suggestedDepartment === suggestedDepartment;

/** Whether somebody reads back what was read back before. Who reads nothing back says nothing else. */
export const readBackTheSame = ({ readBack }: KnownTransfer, again: ReadBack | undefined): boolean =>
  again === undefined ||
  (readBack?.ask === again.ask &&
    readBack.firstAction === again.firstAction &&
    Date.parse(readBack.by) === Date.parse(again.by));

/** Whether somebody names the promises that stayed before, for the same reasons. Who names none says nothing else. */
export const staysTheSame = ({ staying = [] }: KnownTransfer, again: readonly StayingPromise[] | undefined): boolean =>
  again === undefined ||
  (again.every(({ promiseId, reason }) =>
    staying.some((promise) => promise.promiseId === promiseId && promise.reason === reason),
  ) &&
    staying.every(({ promiseId }) => again.some((promise) => promise.promiseId === promiseId)));

/** Refuses the agent in whose name a transfer was offered what only its receiver does. */
export function notHisOwn({ offeredBy, offeredFor = offeredBy, to }: KnownTransfer, { by }: Given, toDo: string): void {
  if (offeredFor !== by.agent) return;
  refuse('OWN_HANDOFF', `You offered it yourself: let somebody else of ${to} ${toDo}.`, {
    alternatives: ['Take an offer that is still open back with recallTransfer'],
  });
}

/**
 * H10: refuses to pass the case on by agreement after five transfers, and after an alarm until there is a case lead. What
 * does not count (an absence, the end of a shift) goes on.
 */
export function mayPassOn(state: CaseState, offer: Counting): void {
  if (!counts(offer)) return;
  if (arbitrationNeeded(state.tally)) {
    refuse(
      'ARBITRATION_NEEDED',
      `The case has passed on ${state.tally.transfers} times; after ${TRANSFERS_BEFORE_ARBITRATION} only a supervisor moves it, with arbitrateAssignment.`,
      { rule: 'H10' },
    );
  }
  if (alarmed(state, 'ALARM') && state.lead === undefined) {
    refuse(
      'CASE_LEAD_NEEDED',
      'The chain raised an alarm: let a supervisor name a case lead with assignCaseLead first.',
      {
        rule: 'H10',
      },
    );
  }
}
