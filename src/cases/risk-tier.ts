import { openPromises, type CaseState } from './case.state.js';

/**
 * The risk of passing the case on: 1, plus one for each of a complaint, an open promise, a vulnerable customer, a
 * legal clock that runs, and an earlier transfer (DOMAIN.md). From 2 on the full brief and a read-back are required.
 */
export function riskTier(state: CaseState): number {
  const risks = [
    state.opened.kind === 'COMPLAINT',
    openPromises(state).length > 0,
    state.opened.customerState === 'VULNERABLE',
    state.opened.legalDeadline !== undefined,
    state.chain.size > 1,
  ];
  return 1 + risks.filter(Boolean).length;
}
