import { Described, Id } from '@baton/fields';
import { refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import type { ClosedDoor } from '../../department-directory.js';
import { onRecord, promiseOf } from '../../guards.js';
import { owing, type SurvivorFacts } from '../../owed-promises.js';
import { agentOf, reminderDue, remindedOf } from '../../promise-reminders.js';

@Described('Reminds whoever sees to it of a promise that is due before long (P7).')
export class RemindOfPromise {
  @Id('The case') caseId: string;
  @Id('The promise') promiseId: string;
}

/** Whether the agent who saw to the promise, when that was looked up, takes anything new (H11). */
export interface RemindOfPromiseFacts extends SurvivorFacts {
  readonly agent?: string | undefined;
  readonly door?: ClosedDoor | undefined;
}

/**
 * P7: half way the agent is reminded, what is pressing the department; that it is due, the breach itself says to the supervisor.
 * Of what is settled or due nobody is reminded. Who was absent for a while hears of the last reminder alone.
 */
export const remindOfPromise =
  (
    command: RemindOfPromise,
    given: Given,
    { survivor, agent, door }: RemindOfPromiseFacts = {},
  ): Decide<CaseState, CaseFact> =>
  (state) => {
    onRecord(state);
    const promise = promiseOf(state, command.promiseId);
    const { promiseId, status, due, pressingAt, reminded } = promise;
    if (status !== 'OPEN' || given.now >= due) return [];
    const reminder = reminderDue(promise, given.now);
    if (reminder === undefined) {
      if (reminded !== undefined) return [];
      refuse('PROMISE_NOT_DUE', `Nobody is to be reminded of this promise yet: it is ${given.now}.`, { rule: 'P7' });
    }
    // Whoever took the case up since it was looked up has just read of the promise.
    const sees = agentOf(state, promise, survivor);
    return [
      {
        type: 'PromiseReminderDue',
        data: {
          ...{ promiseId, reminder, due, department: owing(state, promise, survivor) },
          ...remindedOf(reminder, sees, sees === agent ? door : undefined),
          ...(reminder === 'HALFWAY' && pressingAt !== undefined && { nextAt: pressingAt }),
        },
      },
    ];
  };
