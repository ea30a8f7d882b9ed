import { keyOfStream } from '@baton/contracts';
import { policy, type TimersOfStream } from '../../../platform/policies/policy.js';
import { RemindOfPromise } from '../../commands/remind-of-promise/remind-of-promise.decision.js';

/** P7: who sees to a promise is reminded of it before it is due, half way and once more. */
export const remindOfPromises = policy({
  name: 'remind-of-promises',
  version: 1,
  on: {
    PromiseMade: ({ data: { promiseId, halfwayAt } }, timers) => next(timers, promiseId, halfwayAt),
    PromiseRenegotiated: ({ data: { promiseId, halfwayAt } }, timers) => next(timers, promiseId, halfwayAt),
    PromiseReminderDue: ({ data: { promiseId, nextAt } }, timers) => next(timers, promiseId, nextAt),
    PromiseKept: ({ data }, timers) => timers.drop(data.promiseId),
    PromiseBroken: ({ data }, timers) => timers.drop(data.promiseId),
    PromiseReleased: ({ data }, timers) => timers.drop(data.promiseId),
    PromiseCancelled: ({ data }, timers) => timers.drop(data.promiseId),
  },
  command: RemindOfPromise,
  ask: (timer) => ({ caseId: keyOfStream(timer), promiseId: timer.subject }),
});

const next = (timers: TimersOfStream, promiseId: string, at: string | undefined): void =>
  at === undefined ? timers.drop(promiseId) : timers.set(promiseId, at);
