import { Code, Described, Id, Instant } from '@baton/fields';
import type { CaseFact, Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { waitingAlarm } from '../../chain-alarms.js';

@Described('Raises the alarm that an offer waits for more than an opening day of its receiver (H10): asked by a timer.')
export class RaiseWaitingAlarm {
  @Id('The case') caseId: string;
  @Id('The transfer that waits') transferId: string;
  @Instant('When it had waited for one opening day') waitedAt: string;
  @Code("The version of the receiver's calendar by which that was counted (X4)") calendar: string;
}

/** H10: once for each offer; nothing where it was answered meanwhile, does not count, or has not waited so long yet. */
export const raiseWaitingAlarm =
  ({ transferId, waitedAt, calendar }: RaiseWaitingAlarm, given: Given): Decide<CaseState, CaseFact> =>
  (state) =>
    given.now < waitedAt ? [] : waitingAlarm(state, { transferId, calendar }, given);
