import type { Policy } from '../platform/policies/policy.js';

/** An offer that was answered, taken back or ran out awaits nothing any more: a policy's timer about it is dropped. */
export const dropOnceAnswered = {
  TransferAccepted: ({ data }, timers) => timers.drop(data.transferId),
  TransferDeclined: ({ data }, timers) => timers.drop(data.transferId),
  TransferRecalled: ({ data }, timers) => timers.drop(data.transferId),
  TransferExpired: ({ data }, timers) => timers.drop(data.transferId),
  AssignmentArbitrated: ({ data: { transferId } }, timers) => {
    if (transferId !== undefined) timers.drop(transferId);
  },
} satisfies Policy['on'];
