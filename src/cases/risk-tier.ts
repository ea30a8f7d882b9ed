import type { CaseKind, CustomerState } from '@baton/contracts';
import { toMakeGood } from './breach.js';
import type { CaseState } from './case.state.js';
import { alarmed } from './chain-alarms.js';
import { promisesOfMatter } from './owed-promises.js';

/** What makes it risky to pass a case on. */
export interface Risks {
  readonly kind?: CaseKind | undefined;
  readonly customerState?: CustomerState | undefined;
  readonly legalDeadline?: string | undefined;
  /** Promises that the customer waits for: those that are open, and those broken and still to be made good (P7). */
  readonly promises: number;
  /** Whether it passed to another department before. */
  readonly passedOn: boolean;
}

/**
 * The tier of these risks: 1, plus one for each of a complaint, a promise that the customer waits for, a vulnerable customer, a
 * legal clock that runs, and an earlier transfer (DOMAIN.md).
 */
export function tierOf({ kind, customerState, legalDeadline, promises, passedOn }: Risks): number {
  const risks = [
    kind === 'COMPLAINT',
    promises > 0,
    customerState === 'VULNERABLE',
    legalDeadline !== undefined,
    passedOn,
  ];
  return 1 + risks.filter(Boolean).length;
}

/**
 * The risk of passing the case on. From 2 on the full brief and a read-back are required.
 * @param duplicates the cases merged into it: what they promised passes on with it (H8, X3)
 */
export const riskTier = (state: CaseState, duplicates: readonly CaseState[] = []): number =>
  tierOf({
    ...state.opened,
    promises: promisesOfMatter(state, duplicates).length + toMakeGood(state, duplicates).length,
    passedOn: state.chain.size > 1,
  });

/** The tier whose brief and read-back are demanded: that of the risk, and at least 2 once the chain gave a WARNING (H10). */
export const demandedTier = (state: CaseState, duplicates: readonly CaseState[] = []): number =>
  Math.max(riskTier(state, duplicates), alarmed(state, 'WARNING') ? 2 : 1);
