import { derivedId, keyOfStream } from '@baton/contracts';
import { policy, type TimersOfStream } from '../../../platform/policies/policy.js';
import { SettleLateWork } from '../../commands/settle-late-work/settle-late-work.decision.js';
import { DOOR_CLOSES_MS } from '../../door.js';

const NAME = 'settle-what-came-late';

/** No claim that read the door before it changed is under way any longer. */
const look = ({ id, recordedAt }: { readonly id: string; readonly recordedAt: string }, timers: TimersOfStream): void =>
  timers.set(derivedId(id, NAME), new Date(Date.parse(recordedAt) + DOOR_CLOSES_MS).toISOString());

/**
 * H11: what came into the hands of an agent while his door changed, or was passed to stand-ins while he came back, is
 * settled. Each change is looked at by itself, under the id that its command has: whatever was settled for an earlier one,
 * a later one is looked at in its own time.
 */
export const settleWhatCameLate = policy({
  name: NAME,
  version: 2,
  on: {
    AbsenceStarted: look,
    AbsenceEnded: look,
    AgentMoved: look,
    LeavingWithdrawn: look,
    AgentDeactivated: look,
    LateWorkSettled: ({ commandId }, timers) => timers.drop(commandId),
  },
  command: SettleLateWork,
  ask: (timer) => ({ agent: keyOfStream(timer) }),
});
