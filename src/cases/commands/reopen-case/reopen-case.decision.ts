import { Described, Id, Text } from '@baton/fields';
import type { CaseFact, Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { exists } from '../../guards.js';
import type { WaitingCase } from '../../related.guards.js';
import { hadWaited } from '../../reopened-work.decision.js';

@Described('Takes a resolved or closed case up again: the department that was accountable last is accountable again.')
export class ReopenCase {
  @Id('The case') caseId: string;
  @Text('Why', { max: 500 }) reason: string;
}

/** What is known of other cases. */
export interface ReopenCaseFacts {
  /** The cases that had waited for this one and were resolved. */
  readonly resolvedWaiting: readonly WaitingCase[];
}

/**
 * Any department may reopen: whoever hears that the matter is not settled. A case that is open stays as it is. X3: a case
 * that was resolved because this one was is not reopened with it; whoever answers for it is told, and decides.
 */
export const reopenCase =
  ({ reason }: ReopenCase, given: Given, { resolvedWaiting }: ReopenCaseFacts): Decide<CaseState, CaseFact> =>
  (state) => {
    exists(state);
    if (state.status === 'OPEN') return [];
    return [{ type: 'CaseReopened', data: { reason } }, ...resolvedWaiting.map(hadWaited(given))];
  };
