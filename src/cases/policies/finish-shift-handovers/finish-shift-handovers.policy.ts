import { keyOfStream } from '@baton/contracts';
import { policy } from '../../../platform/policies/policy.js';
import { FinishHandover } from '../../commands/finish-handover/finish-handover.decision.js';

/** Whoever began it goes on with it himself for so long, milliseconds. */
const A_MINUTE_MS = 60_000;

/** H1: a handover that was begun is finished, also where whoever began it died over it. */
export const finishShiftHandovers = policy({
  name: 'finish-shift-handovers',
  version: 1,
  on: {
    HandoverStarted: ({ recordedAt }, timers) =>
      timers.set('offers', new Date(Date.parse(recordedAt) + A_MINUTE_MS).toISOString()),
    HandoverOffered: (_, timers) => timers.drop('offers'),
  },
  command: FinishHandover,
  ask: (timer) => ({ handoverId: keyOfStream(timer) }),
});
