import { ReadBack, refuse, type Given, type HandoverFact, type HandoverLeft } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Described, Id, Nested } from '@baton/fields';
import { handoverUnknown } from '../finish-handover/finish-handover.decision.js';
import { worksFor } from '../../guards.js';
import type { CaseState } from '../../case.state.js';
import { leftLines, type Trouble } from '../../handover.guards.js';
import type { Handover, HandoverState } from '../../handover.state.js';

@Described('A case of a handover that is taken.')
export class TakingOver {
  @Id('The case') caseId: string;
  @Nested(() => ReadBack, 'What the receiver understood; required from risk tier 2 on (H6)', { optional: true })
  readBack?: ReadBack;
}

@Described(
  'Accepts several cases of a handover in one call, each as acceptTransfer does: all of them, or none as they stand.',
)
export class AcceptHandover {
  @Id('The handover') handoverId: string;
  @Nested(() => TakingOver, 'These; all that are on offer to the caller or to whoever takes them when absent', {
    list: 100,
    optional: true,
  })
  cases?: TakingOver[];
}

/** What became of the acceptances. */
export interface AcceptHandoverFacts {
  /** The cases that the caller took. */
  readonly taken: readonly string[];
  /** Those that he could not take, each with why: they had changed in between. */
  readonly left: readonly HandoverLeft[];
}

/** The handover of which an agent of the department takes cases: refuses everybody else, and who hands them over himself. */
export function takenFrom(state: HandoverState, { handoverId }: AcceptHandover, given: Given): Handover {
  if (!state) return handoverUnknown(handoverId);
  worksFor(
    given,
    state.department,
    'take over these cases',
    `Let ${state.agent} offer those you should have to your department, with offerTransfer.`,
  );
  if (given.by.agent === state.agent) {
    refuse('NOTHING_TO_HAND_OVER', 'You hand over these cases yourself: recall with recallTransfer what you keep.');
  }
  return state;
}

/**
 * Why a case that is named cannot be taken in a handover, whatever became of its offer since: it is not one of its cases, or
 * was left out of it. Undefined where it is on offer in it or was.
 */
export function whyNotIn(handover: Handover, caseId: string, state: CaseState): Trouble | undefined {
  const code = 'NOTHING_TO_HAND_OVER';
  const one = handover.cases.find((each) => each.caseId === caseId);
  if (!one) {
    const message = `It is not one of the cases that ${handover.agent} hands over: shiftHandovers lists them. Take others with acceptTransfer`;
    return { code, message };
  }
  if (state.transfers.has(one.transferId)) return undefined;
  return { code, message: `It was left out of the handover, and is not on offer to you: ask ${handover.agent} for it` };
}

/** H6: all cases are taken as they stand, or none is. Refused with what keeps them from it, and where there is none. */
export function allOrNone(wanted: readonly unknown[], left: readonly HandoverLeft[]): void {
  if (left.length > 0) {
    const message = `${left.length} of the cases cannot be taken as they stand, so none was: leave them out, or say what is missing.`;
    refuse('HANDOVER_REFUSED', message, { rule: 'H6', missing: leftLines(left) });
  }
  if (wanted.length === 0) {
    refuse('NOTHING_TO_HAND_OVER', 'No case of this handover is on offer to you any longer.');
  }
}

/** Says which cases the caller has taken, and which had changed in between. */
export const acceptHandover =
  (command: AcceptHandover, given: Given, { taken, left }: AcceptHandoverFacts): Decide<HandoverState, HandoverFact> =>
  (state) => {
    takenFrom(state, command, given);
    return [{ type: 'HandoverAccepted', data: { agent: given.by.agent, cases: [...taken], left: [...left] } }];
  };
