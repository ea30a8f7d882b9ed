import { Described, Id, Text } from '@baton/fields';
import type { CaseFact, Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { isOpen, notBefore, worksFor } from '../../guards.js';
import { saidTheSame, stillOffered, transferOf } from '../../transfer.guards.js';

@Described('Takes an offer back before the receiver has answered it.')
export class RecallTransfer {
  @Id('The case') caseId: string;
  @Id('The transfer; the open one when absent', { optional: true }) transferId?: string;
  @Text('Why', { max: 500 }) reason: string;
}

/** Only the sender recalls, and only what is still on offer. Asked twice it is recalled once; for another reason it is refused. */
export const recallTransfer =
  (command: RecallTransfer, given: Given): Decide<CaseState, CaseFact> =>
  (state) => {
    isOpen(state);
    const transfer = transferOf(state, command.transferId);
    const instead =
      transfer.status === 'OFFERED'
        ? `Ask them to recall it; ${transfer.to} declines it with declineTransfer.`
        : 'It is no longer open, so there is nothing to recall.';
    worksFor(given, transfer.from, 'recall this offer', instead);
    if (transfer.status === 'RECALLED' && saidTheSame(transfer, command)) return [];
    stillOffered(transfer);
    notBefore(transfer.offeredAt, 'it was offered', given);
    const { transferId, from, to } = transfer;
    return [{ type: 'TransferRecalled', data: { transferId, from, to, reason: command.reason } }];
  };
