import { refuse } from '@baton/contracts';
import type { CaseState, KnownTransfer } from './case.state.js';

/** The transfer with that id, or the open one when none is named; refuses where there is no such transfer. */
export function transferOf(state: CaseState, transferId: string | undefined): KnownTransfer {
  const wanted = transferId ?? state.openTransferId ?? state.transfers.keySeq().last();
  return (
    (wanted === undefined ? undefined : state.transfers.get(wanted)) ??
    refuse('TRANSFER_UNKNOWN', 'The case has no such transfer. Its transfers are listed by case(id).', {
      missing: ['transferId'],
    })
  );
}

/** Refuses a transfer that was accepted, declined or recalled. */
export function stillOffered(transfer: KnownTransfer): void {
  if (transfer.status !== 'OFFERED') {
    refuse('TRANSFER_NOT_OPEN', `The transfer to ${transfer.to} was ${transfer.status.toLowerCase()} already.`, {
      rule: 'H2',
    });
  }
}
