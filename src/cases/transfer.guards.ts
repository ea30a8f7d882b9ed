import { arbitrationNeeded, counts, type Counting, TRANSFERS_BEFORE_ARBITRATION } from '@baton/chain-alarms';
import { refuse } from '@baton/contracts';
import type { CaseState, KnownTransfer } from './case.state.js';
import { alarmed } from './chain-alarms.js';

/** The transfer with that id; when none is named the open one, or the last. Refuses where there is no such transfer. */
export function transferOf(state: CaseState, transferId: string | undefined): KnownTransfer {
  const wanted = transferId ?? state.openTransferId;
  return (
    (wanted === undefined ? newest(state) : state.transfers.get(wanted)) ??
    refuse('TRANSFER_UNKNOWN', 'The case has no such transfer. Its transfers are listed by case(id).', {
      missing: ['transferId'],
    })
  );
}

const newest = (state: CaseState): KnownTransfer | undefined => state.transfers.maxBy((transfer) => transfer.revision);

/** Refuses a transfer that was accepted, declined or recalled, or has expired. */
export function stillOffered(transfer: KnownTransfer): void {
  const { status, to } = transfer;
  if (status === 'OFFERED') return;
  const ended = status === 'EXPIRED' ? 'has expired' : `was ${status.toLowerCase()} already`;
  const next = status === 'ACCEPTED' ? '' : ' It takes a new offer, with offerTransfer.';
  refuse('TRANSFER_NOT_OPEN', `The transfer to ${to} ${ended}.${next}`, { rule: 'H2' });
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
