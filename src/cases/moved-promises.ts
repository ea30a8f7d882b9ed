import { refuse, type CaseFact } from '@baton/contracts';
import { openPromises, type CaseState } from './case.state.js';

/** A promise that stays with the department that owes it, and why. */
export interface StayingPromise {
  readonly promiseId: string;
  readonly reason: string;
}

/**
 * H8: every open promise moves with the accountability, or is named with the reason it stays. One that stayed before goes on
 * staying with its department until that one passes it on itself.
 * @param to with the id of the transfer or the arbitration that makes that department accountable
 */
export function movedPromises(
  state: CaseState,
  { transferId, to }: { transferId: string; to: string },
  staying: readonly StayingPromise[] = [],
): CaseFact[] {
  const open = openPromises(state);
  for (const { promiseId } of staying) {
    if (!open.some((promise) => promise.promiseId === promiseId)) {
      refuse(
        'PROMISE_UNKNOWN',
        `The case has no open promise ${promiseId} of its own that could stay. What its duplicates promised goes with it.`,
        {
          rule: 'H8',
          missing: ['staying'],
        },
      );
    }
  }
  return open.flatMap(({ promiseId, department, stays: before }): CaseFact[] => {
    const stays = staying.find((promise) => promise.promiseId === promiseId);
    if (stays) return [{ type: 'PromiseRetained', data: { promiseId, department, transferId, reason: stays.reason } }];
    if (department === to || (before === true && department !== state.accountable)) return [];
    return [{ type: 'PromiseAssumed', data: { promiseId, from: department, to, transferId } }];
  });
}
