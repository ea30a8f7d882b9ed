import { Described, Id, Text } from '@baton/fields';
import { refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { exists, notBefore, worksFor } from '../../guards.js';

@Described('Closes a resolved case: nobody is accountable any longer.')
export class CloseCase {
  @Id('The case') caseId: string;
  @Text('Why', { optional: true, max: 500 }) reason?: string;
}

/** Only what is resolved can be closed, and only by the department that is accountable (H1). */
export const closeCase =
  ({ caseId: _caseId, ...why }: CloseCase, given: Given): Decide<CaseState, CaseFact> =>
  (state) => {
    exists(state);
    worksFor(given, state.accountable, 'close this case');
    if (state.status === 'CLOSED') return [];
    if (state.status !== 'RESOLVED') {
      refuse('CASE_NOT_RESOLVED', 'The case is not resolved. Resolve it first with resolveCase.', { rule: 'H1' });
    }
    notBefore(state.openedAt, 'the case was opened', given);
    return [{ type: 'CaseClosed', data: why }];
  };
