import { Described, Id } from '@baton/fields';
import { refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { waitingAlarm } from '../../chain-alarms.js';
import { exists } from '../../guards.js';
import { transferOf } from '../../transfer.guards.js';

@Described(
  "Raises the alarm that an offer waits for more than an opening day of its receiver, and tells the receiver's supervisor (H10).",
)
export class RaiseWaitingAlarm {
  @Id('The case') caseId: string;
  @Id('The transfer that waits') transferId: string;
}

/** H10: once for each offer that is still open when it has waited for an opening day; the offer says when that is. */
export const raiseWaitingAlarm =
  (command: RaiseWaitingAlarm, given: Given): Decide<CaseState, CaseFact> =>
  (state) => {
    exists(state);
    const { transferId, to, status, waitedAt, calendar } = transferOf(state, command.transferId);
    if (status !== 'OFFERED') return [];
    if (waitedAt === undefined || given.now < waitedAt) {
      const due = waitedAt === undefined ? 'never waits so long' : `has not waited so long before ${waitedAt}`;
      refuse('TRANSFER_NOT_DUE', `The offer to ${to} ${due}, and it is ${given.now}.`, { rule: 'H10' });
    }
    return waitingAlarm(state, { transferId, calendar }, given);
  };
