import { keyOfStream } from '@baton/contracts';
import { policy, type TimersOfStream } from '../../../platform/policies/policy.js';
import { SettleLateWork } from '../../commands/settle-late-work/settle-late-work.decision.js';
import { DOOR_CLOSES_MS } from '../../door.js';

/** An agent has one: what came late by an earlier change of the door is settled with it. */
const SUBJECT = 'late-work';

/** No claim that read the door before it changed is under way any longer. */
const look = ({ recordedAt }: { readonly recordedAt: string }, timers: TimersOfStream): void =>
  timers.set(SUBJECT, new Date(Date.parse(recordedAt) + DOOR_CLOSES_MS).toISOString());

/** H11: what came into the hands of an agent while his door closed, or was passed to stand-ins while he came back, is settled. */
export const settleWhatCameLate = policy({
  name: 'settle-what-came-late',
  version: 1,
  on: {
    AbsenceStarted: look,
    AbsenceEnded: look,
    AgentDeactivated: look,
    LateWorkSettled: (_, timers) => timers.drop(SUBJECT),
  },
  command: SettleLateWork,
  ask: (timer) => ({ agent: keyOfStream(timer) }),
});
