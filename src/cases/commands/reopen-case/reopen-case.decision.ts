import { Described, Id, Text } from '@baton/fields';
import type { CaseFact } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { exists } from '../../guards.js';

@Described('Takes a resolved or closed case up again: the department that was accountable last is accountable again.')
export class ReopenCase {
  @Id('The case') caseId: string;
  @Text('Why', { max: 500 }) reason: string;
}

/** Any department may reopen: whoever hears that the matter is not settled. A case that is open stays as it is. */
export const reopenCase =
  ({ reason }: ReopenCase): Decide<CaseState, CaseFact> =>
  (state) => {
    exists(state);
    return state.status === 'OPEN' ? [] : [{ type: 'CaseReopened', data: { reason } }];
  };
