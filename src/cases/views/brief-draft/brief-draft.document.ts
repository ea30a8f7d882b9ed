import type { TransferReason } from '@baton/contracts';
import type { CaseState } from '../../case.state.js';
import { completeness, handoffBrief, proposedContingencies } from '../../handoff-brief.js';
import { demandedTier } from '../../risk-tier.js';
import { nextStepOf } from '../case-brief/next-step.js';
import type { BriefDraft } from './brief-draft.result.js';

/** The longest ask that `offerTransfer` takes. */
const LONGEST_ASK = 500;

/**
 * What `offerTransfer` would send: the agent changes the ask at most. The proposed ask is the next step of the case,
 * and the contingencies come from the open promises.
 * @param now UTC ISO 8601: facts that are fresh then need not be asked again
 * @param duplicates the cases merged into it: what they promised passes on with it (X3)
 */
export function briefDraftOf(
  state: CaseState,
  { to, reason, ask }: { to: string; reason: TransferReason; ask?: string | undefined },
  now: string,
  duplicates: readonly CaseState[] = [],
): BriefDraft {
  const words = {
    ask: ask ?? proposedAsk(state, duplicates),
    reason,
    ifThen: proposedContingencies(state, duplicates),
  };
  const brief = handoffBrief(state, words, now, duplicates);
  return {
    caseId: state.caseId,
    to,
    brief,
    noneVerified: brief.factsVerified.length === 0,
    riskTier: demandedTier(state, duplicates),
    completeness: completeness(brief),
  };
}

const proposedAsk = (state: CaseState, duplicates: readonly CaseState[]): string => {
  const { text } = nextStepOf(state, duplicates);
  return text.length <= LONGEST_ASK ? text : `${text.slice(0, LONGEST_ASK - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
};
