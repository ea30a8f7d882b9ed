import { derivedId, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from './case.state.js';
import type { WaitingCase } from './related.guards.js';

/** X3: brings an open case before the supervisor of one that had waited for it and is resolved. */
export const hadWaited =
  ({ commandId }: Pick<Given, 'commandId'>) =>
  ({ caseId, accountable }: WaitingCase): CaseFact => ({
    type: 'EscalationRaised',
    data: {
      escalationId: derivedId(commandId, `${caseId} had waited`),
      department: accountable,
      cause: 'BLOCKING_WORK_REOPENED',
      waiting: caseId,
      reason: `Case ${caseId} had waited for this one and is resolved: reopen it with reopenCase, too, unless it is settled without this one`,
    },
  });

/** What a case says that is open though cases that wait for it are resolved; nothing of those of which it said so already. */
export const tellOfWaiting =
  (waiting: readonly WaitingCase[], given: Pick<Given, 'commandId'>): Decide<CaseState, CaseFact> =>
  ({ status, told }) =>
    status === 'OPEN' ? waiting.filter(({ caseId }) => !told.has(caseId)).map(hadWaited(given)) : [];
