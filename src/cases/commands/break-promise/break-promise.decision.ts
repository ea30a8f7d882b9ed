import { Described, Id } from '@baton/fields';
import { refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { breachOf } from '../../breach.js';
import type { CaseState } from '../../case.state.js';
import { onRecord, promiseOf } from '../../guards.js';
import type { SurvivorFacts } from '../../owed-promises.js';

@Described('Says that a promise was not kept by its due time (P7).')
export class BreakPromise {
  @Id('The case') caseId: string;
  @Id('The promise') promiseId: string;
}

/** P7: a promise that is open when its time has come is broken by that, also in a case that was merged into another. */
export const breakPromise =
  (command: BreakPromise, given: Given, { survivor }: SurvivorFacts = {}): Decide<CaseState, CaseFact> =>
  (state) => {
    onRecord(state);
    const promise = promiseOf(state, command.promiseId);
    const { status, due } = promise;
    if (status !== 'OPEN') return [];
    if (given.now < due) {
      refuse('PROMISE_NOT_DUE', `The promise is due ${due}, and it is ${given.now}.`, { rule: 'P7' });
    }
    return breachOf(state, promise, 'OVERDUE', given, survivor);
  };
