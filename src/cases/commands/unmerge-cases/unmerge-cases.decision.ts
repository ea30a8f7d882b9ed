import { Described, Id, Text } from '@baton/fields';
import { refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { onRecord, worksFor } from '../../guards.js';
import type { WaitingCase } from '../../related.guards.js';
import { hadWaited } from '../../reopened-work.decision.js';

@Described('Undoes a merge: the two cases are two matters after all, and each is as it was before (X3).')
export class UnmergeCases {
  @Id('One of the two cases') caseId: string;
  @Id('The merge') mergeId: string;
  @Text('Why', { max: 500 }) reason: string;
}

/** What is known of the other case, and of who worked on the duplicate. */
export interface UnmergeFacts {
  /** The department that answers for the other case. */
  readonly otherAccountable: string;
  /** Who works on the duplicate again; as before the merge when absent. */
  readonly again?: TakenUpAgain | undefined;
  /** The cases that had waited for the duplicate and are resolved. */
  readonly resolvedWaiting?: readonly WaitingCase[] | undefined;
}

/** Who works on a case again once a merge is undone: nobody, whoever did before, or for whom that one stood in. */
export interface TakenUpAgain {
  readonly holder?: string | undefined;
  /** The agent who is away still and for whom the holder stands in (H11). */
  readonly standsInFor?: string | undefined;
}

/** Whoever answers for either of the two, also to ask again for what is taken back already. */
export const unmergeCases =
  (command: UnmergeCases, given: Given, facts: UnmergeFacts): Decide<CaseState, CaseFact> =>
  (state) => {
    onRecord(state);
    const undone = state.undone.has(command.mergeId);
    if (!undone && !state.merges.has(command.mergeId)) {
      refuse('MERGE_UNKNOWN', 'The case has no such merge. Its merges are listed by case(id).', {
        missing: ['mergeId'],
      });
    }
    worksFor(given, [state.accountable, facts.otherAccountable], 'take back this merge');
    return undone ? [] : matterOfItsOwn(command, given, facts)(state);
  };

/** What a case says when the merge is no more, and of a duplicate that is open again: that who waited for it is resolved (X3). */
export const matterOfItsOwn =
  (
    command: Pick<UnmergeCases, 'mergeId' | 'reason'>,
    given: Pick<Given, 'commandId'>,
    { again, resolvedWaiting = [] }: Pick<UnmergeFacts, 'again' | 'resolvedWaiting'>,
  ): Decide<CaseState, CaseFact> =>
  (state) => {
    const merge = state.merges.get(command.mergeId);
    const open = merge?.role === 'DUPLICATE' && merge.before.status === 'OPEN';
    return [...unmerged(command, again)(state), ...(open ? resolvedWaiting.map(hadWaited(given)) : [])];
  };

/** What a case says when the merge is no more; nothing where it has none. */
export const unmerged =
  ({ mergeId, reason }: Pick<UnmergeCases, 'mergeId' | 'reason'>, again?: TakenUpAgain): Decide<CaseState, CaseFact> =>
  ({ merges }) => {
    const merge = merges.get(mergeId);
    if (!merge) return [];
    const { other, role, before } = merge;
    const { holder, standsInFor } = role === 'SURVIVOR' ? {} : (again ?? before);
    const whose = holder === undefined ? {} : { holder, ...(standsInFor === undefined ? {} : { standsInFor }) };
    return [{ type: 'CasesUnmerged', data: { mergeId, other, role, reason, ...whose } }];
  };
