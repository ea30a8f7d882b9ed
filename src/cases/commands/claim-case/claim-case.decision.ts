import { Described, Id } from '@baton/fields';
import { refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { isOpen, sinceAccountable, takesNewWork, worksFor, type DoorFacts } from '../../guards.js';

@Described('Takes the case to work on it. Only an agent of the accountable department can.')
export class ClaimCase {
  @Id('The case') caseId: string;
}

/** Two agents never hold one case: the second is told who does. H11: who is away or leaving takes nothing new. */
export const claimCase =
  (_command: ClaimCase, given: Given, facts: DoorFacts): Decide<CaseState, CaseFact> =>
  (state) => {
    isOpen(state);
    worksFor(given, state.accountable, 'claim this case');
    if (state.holder === given.by.agent) return [];
    if (state.holder !== undefined) {
      refuse('CASE_HELD', `${state.holder} holds the case. Ask for it to be released, or let a supervisor release it.`);
    }
    takesNewWork(given.by.agent, facts);
    sinceAccountable(state, given);
    return [{ type: 'CaseClaimed', data: { holder: given.by.agent } }];
  };
