import { refuse } from '@baton/contracts';
import type { CaseState, KnownTransfer } from './case.state.js';

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

/** Refuses a transfer that was accepted, declined or recalled. */
export function stillOffered(transfer: KnownTransfer): void {
  if (transfer.status !== 'OFFERED') {
    refuse('TRANSFER_NOT_OPEN', `The transfer to ${transfer.to} was ${transfer.status.toLowerCase()} already.`, {
      rule: 'H2',
    });
  }
}
