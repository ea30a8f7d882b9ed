import { Described, Id } from '@baton/fields';
import { derivedId, refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { exists } from '../../guards.js';
import { transferOf } from '../../transfer.guards.js';

@Described("Ends an offer that was not answered in time, and tells the receiver's supervisor of it (H4).")
export class ExpireTransfer {
  @Id('The case') caseId: string;
  @Id('The transfer') transferId: string;
}

/** H4: an offer that is open when its time has come returns to its sender, who was accountable all along, and escalates. */
export const expireTransfer =
  (command: ExpireTransfer, given: Given): Decide<CaseState, CaseFact> =>
  (state) => {
    exists(state);
    const { transferId, from, to, status, expiresAt } = transferOf(state, command.transferId);
    if (status !== 'OFFERED') return [];
    if (expiresAt === undefined || given.now < expiresAt) {
      refuse('TRANSFER_NOT_DUE', `The offer to ${to} expires ${expiresAt ?? 'never'}, and it is ${given.now}.`, {
        rule: 'H4',
      });
    }
    return [
      { type: 'TransferExpired', data: { transferId, from, to, expiresAt } },
      {
        type: 'EscalationRaised',
        data: {
          escalationId: derivedId(given.commandId, 'escalation'),
          department: to,
          cause: 'OFFER_EXPIRED',
          transferId,
        },
      },
    ];
  };
