import { keyOfStream } from '@baton/contracts';
import { policy } from '../../../platform/policies/policy.js';
import { BreakPromise } from '../../commands/break-promise/break-promise.decision.js';

/** P7: a promise that is still open when its time has come is broken, at that instant, whoever looks. */
export const breakOverduePromises = policy({
  name: 'break-overdue-promises',
  version: 1,
  on: {
    PromiseMade: ({ data: { promiseId, due } }, timers) => timers.set(promiseId, due),
    PromiseRenegotiated: ({ data: { promiseId, due } }, timers) => timers.set(promiseId, due),
    PromiseKept: ({ data }, timers) => timers.drop(data.promiseId),
    PromiseBroken: ({ data }, timers) => timers.drop(data.promiseId),
    PromiseReleased: ({ data }, timers) => timers.drop(data.promiseId),
    PromiseCancelled: ({ data }, timers) => timers.drop(data.promiseId),
  },
  command: BreakPromise,
  ask: (timer) => ({ caseId: keyOfStream(timer), promiseId: timer.subject }),
});
