import { Described, Id, Text } from '@baton/fields';
import { refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { openConsults, openTransfer, type CaseState } from '../../case.state.js';
import { promisesOfMatter, type PromiseOfMatter } from '../../owed-promises.js';
import { contactOf, exists, isOpen, notBefore, worksFor } from '../../guards.js';
import {
  blockingLinks,
  duplicatesOf,
  refuseTooMany,
  type BlockingCase,
  type RelatedWork,
} from '../../related.guards.js';

@Described(
  'Resolves the case: the matter is settled. Refused while a promise, a transfer or a case that blocks it is open; open consults are withdrawn.',
)
export class ResolveCase {
  @Id('The case') caseId: string;
  @Text('How it was resolved', { personal: true }) resolution: string;
  @Id('The contact in which the customer was told', { optional: true }) contactId?: string;
}

/**
 * P6: a case with an open promise, its own or of a duplicate, cannot be resolved; X3: nor one whose blocking work is open.
 * Nobody need answer any longer what was asked about it.
 */
export const resolveCase =
  ({ caseId: _caseId, ...resolved }: ResolveCase, given: Given, related: RelatedWork): Decide<CaseState, CaseFact> =>
  (state) => {
    exists(state);
    worksFor(given, state.accountable, 'resolve this case');
    if (state.status === 'RESOLVED' && state.resolution?.text === resolved.resolution) return [];
    isOpen(state);
    notBefore(state.openedAt, 'the case was opened', given);
    if (resolved.contactId !== undefined) contactOf(state, resolved.contactId);
    const transfer = openTransfer(state);
    if (transfer) {
      refuse('TRANSFER_ALREADY_OPEN', `The case is on offer to ${transfer.to}. Recall the transfer first.`, {
        rule: 'H2',
      });
    }
    const open = [...promisesOfMatter(state, []), ...related.promises];
    if (open.length > 0) {
      refuse(
        'OPEN_PROMISES',
        `${open.length} promise(s) to the customer are still open. Keep, release or cancel them first.`,
        {
          rule: 'P6',
          missing: open.slice(0, 100).map(({ promise }) => promise.promiseId),
          alternatives: open.slice(0, 100).map(toKeep),
        },
      );
    }
    refuseBlockingWork(state, related);
    const withdrawn = openConsults(state).map(({ consultId }): CaseFact => ({
      type: 'ConsultWithdrawn',
      data: { consultId, reason: 'The case is resolved' },
    }));
    return [...withdrawn, { type: 'CaseResolved', data: resolved }];
  };

/** What a duplicate promised is kept there. */
const toKeep = ({ promise: { action, due }, duplicate }: PromiseOfMatter): string =>
  `Keep “${action}”, due ${due}${duplicate === undefined ? '' : `, in case ${duplicate}, which was merged into this one`}`;

function refuseBlockingWork(state: CaseState, { blocking, unread, duplicates }: RelatedWork): void {
  const settled = new Set(blocking.filter((one) => one.settled).map(({ caseId }) => caseId));
  // What was linked or merged at this moment is not among what was looked at: it blocks.
  const merged = duplicatesOf(state).filter((caseId) => !duplicates.includes(caseId));
  const linked = [...blockingLinks(state).map(({ other }) => other), ...merged];
  const open = [...new Set([...blocking.map(({ caseId }) => caseId), ...linked])].filter(
    (other) => !settled.has(other),
  );
  if (open.length === 0 && unread > 0) {
    refuseTooMany('this case and those merged into it wait for more than that, with the links of all of them');
  }
  if (open.length === 0) return;
  refuse('OPEN_BLOCKING_WORK', `${open.length} case(s) that block this one are still open. Resolve them first.`, {
    rule: 'X3',
    missing: open,
    alternatives: [
      ...blocking
        .filter((one) => !one.settled)
        .slice(0, 10)
        .map(inWords),
      'Take back a link that no longer blocks, with unlinkCases',
    ],
  });
}

/** Not what it is about: whoever wants to know reads it, and that is recorded (docs/adr/0009). */
const inWords = ({ caseId, accountable }: BlockingCase): string => `Let ${accountable} resolve ${caseId}`;
