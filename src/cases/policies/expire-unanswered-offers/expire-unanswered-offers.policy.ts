import { keyOfStream } from '@baton/contracts';
import { policy } from '../../../platform/policies/policy.js';
import { dropOnceAnswered } from '../../answered-offers.js';
import { ExpireTransfer } from '../../commands/expire-transfer/expire-transfer.decision.js';

/** H4: an offer that nobody has answered when its time has come expires. */
export const expireUnansweredOffers = policy({
  name: 'expire-unanswered-offers',
  version: 1,
  on: {
    TransferOffered: ({ data: { transferId, expiresAt } }, timers) => {
      if (expiresAt !== undefined) timers.set(transferId, expiresAt);
    },
    ...dropOnceAnswered,
  },
  command: ExpireTransfer,
  ask: (timer) => ({ caseId: keyOfStream(timer), transferId: timer.subject }),
});
