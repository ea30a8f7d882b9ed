import { keyOfStream } from '@baton/contracts';
import { policy } from '../../../platform/policies/policy.js';
import { dropOnceAnswered } from '../../answered-offers.js';
import { RaiseWaitingAlarm } from '../../commands/raise-waiting-alarm/raise-waiting-alarm.decision.js';

/** H10: of an offer that has waited for an opening day of its receiver, somebody is told. */
export const warnOfWaitingOffers = policy({
  name: 'warn-of-waiting-offers',
  version: 1,
  on: {
    TransferOffered: ({ data: { transferId, waitedAt } }, timers) => {
      if (waitedAt !== undefined) timers.set(transferId, waitedAt);
    },
    ChainAlarmRaised: ({ data: { transferId, cause } }, timers) => {
      if (transferId !== undefined && cause === 'WAITED_AN_OPENING_DAY') timers.drop(transferId);
    },
    ...dropOnceAnswered,
  },
  command: RaiseWaitingAlarm,
  ask: (timer) => ({ caseId: keyOfStream(timer), transferId: timer.subject }),
});
