import { Described, Id, Text } from '@baton/fields';
import { refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { openPromises, openTransfer, type CaseState } from '../../case.state.js';
import { contactOf, isOpen, worksFor } from '../../guards.js';

@Described('Resolves the case: the matter is settled. Refused while a promise or a transfer is open.')
export class ResolveCase {
  @Id('The case') caseId: string;
  @Text('How it was resolved', { personal: true }) resolution: string;
  @Id('The contact in which the customer was told', { optional: true }) contactId?: string;
}

/** P6: a case with an open promise cannot be resolved. */
export const resolveCase =
  ({ caseId: _caseId, ...resolved }: ResolveCase, given: Given): Decide<CaseState, CaseFact> =>
  (state) => {
    if (state.status === 'RESOLVED' && state.resolution?.text === resolved.resolution) return [];
    isOpen(state);
    worksFor(given, state.accountable, 'resolve this case');
    if (resolved.contactId !== undefined) contactOf(state, resolved.contactId);
    const transfer = openTransfer(state);
    if (transfer) {
      refuse('TRANSFER_ALREADY_OPEN', `The case is on offer to ${transfer.to}. Recall the transfer first.`, {
        rule: 'H2',
      });
    }
    const open = openPromises(state);
    if (open.length > 0) {
      refuse(
        'OPEN_PROMISES',
        `${open.length} promise(s) to the customer are still open. Keep, release or cancel them first.`,
        {
          rule: 'P6',
          missing: open.map((promise) => promise.promiseId),
          alternatives: open.map((promise) => `Keep “${promise.action}”, due ${promise.due}`),
        },
      );
    }
    return [{ type: 'CaseResolved', data: resolved }];
  };
