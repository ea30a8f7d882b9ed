import { Described, Id, Text } from '@baton/fields';
import { refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { isOpen, sinceAccountable, worksFor } from '../../guards.js';

@Described("Puts the case back into the department's inbox. The holder can, or a supervisor of the department.")
export class ReleaseCase {
  @Id('The case') caseId: string;
  @Text('Why', { optional: true, max: 500 }) reason?: string;
}

/** The department stays accountable; a case that nobody holds is released already. */
export const releaseCase =
  ({ caseId: _caseId, ...why }: ReleaseCase, given: Given): Decide<CaseState, CaseFact> =>
  (state) => {
    isOpen(state);
    worksFor(given, state.accountable, 'release this case');
    if (state.holder === undefined) return [];
    if (state.holder !== given.by.agent && given.by.role === 'AGENT') {
      refuse('CASE_HELD', `${state.holder} holds the case. Only ${state.holder} or a supervisor can release it.`);
    }
    sinceAccountable(state, given);
    return [{ type: 'CaseReleased', data: why }];
  };
