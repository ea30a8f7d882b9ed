import { Described, Id, Text } from '@baton/fields';
import { derivedId, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { exists } from '../../guards.js';
import type { WaitingCase } from '../../related.guards.js';

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
    const told = resolvedWaiting.map(({ caseId, accountable }): CaseFact => ({
      type: 'EscalationRaised',
      data: {
        escalationId: derivedId(given.commandId, `${caseId} had waited`),
        department: accountable,
        cause: 'BLOCKING_WORK_REOPENED',
        waiting: caseId,
        reason: `Case ${caseId} had waited for this one and is resolved: reopen it with reopenCase, too, unless it is settled without this one`,
      },
    }));
    return [{ type: 'CaseReopened', data: { reason } }, ...told];
  };
