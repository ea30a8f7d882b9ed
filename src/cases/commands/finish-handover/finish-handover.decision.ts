import { refuse, type HandoverFact, type HandoverLeft } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Described, Id } from '@baton/fields';
import type { HandoverState } from '../../handover.state.js';

@Described('Goes on with a handover that was begun and not finished: offers what is not on offer yet.')
export class FinishHandover {
  @Id('The handover') handoverId: string;
}

/** What became of the offers. */
export interface FinishHandoverFacts {
  /** The cases that had changed in between, so that they could not be offered. */
  readonly left: readonly HandoverLeft[];
}

/** H1: says that each case was offered, or why not. Once. */
export const finishHandover =
  ({ handoverId }: FinishHandover, { left }: FinishHandoverFacts): Decide<HandoverState, HandoverFact> =>
  (state) => {
    if (!state) return handoverUnknown(handoverId);
    return state.offered ? [] : [{ type: 'HandoverOffered', data: { left: [...left] } }];
  };

/** Refuses a command that names a handover nobody began. */
export const handoverUnknown = (handoverId: string): never =>
  refuse('HANDOVER_UNKNOWN', `There is no handover ${handoverId}. The query shiftHandovers lists them.`, {
    missing: ['handoverId'],
  });
