import { keyOfStream } from '@baton/contracts';
import { policy } from '../../../platform/policies/policy.js';
import { ExpireTransfer } from '../../commands/expire-transfer/expire-transfer.decision.js';

/** H4: an offer that nobody has answered when its time has come expires. */
export const expireUnansweredOffers = policy({
  name: 'expire-unanswered-offers',
  version: 1,
  on: {
    TransferOffered: ({ data: { transferId, expiresAt } }, timers) => {
      if (expiresAt !== undefined) timers.set(transferId, expiresAt);
    },
    TransferAccepted: ({ data }, timers) => timers.drop(data.transferId),
    TransferDeclined: ({ data }, timers) => timers.drop(data.transferId),
    TransferRecalled: ({ data }, timers) => timers.drop(data.transferId),
    TransferExpired: ({ data }, timers) => timers.drop(data.transferId),
    AssignmentArbitrated: ({ data: { transferId } }, timers) => {
      if (transferId !== undefined) timers.drop(transferId);
    },
  },
  command: ExpireTransfer,
  ask: (timer) => ({ caseId: keyOfStream(timer), transferId: timer.subject }),
});
