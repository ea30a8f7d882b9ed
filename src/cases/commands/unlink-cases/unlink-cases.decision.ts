import { Described, Id, Text } from '@baton/fields';
import { refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { onRecord, worksFor } from '../../guards.js';

@Described('Takes back a link: both cases say so (X3).')
export class UnlinkCases {
  @Id('The case') caseId: string;
  @Id('The link') linkId: string;
  @Text('Why', { max: 500 }) reason: string;
}

/** What is known beyond the case itself. */
export interface UnlinkFacts {
  /** Which departments answer for the other case, and for those in which work goes on where either was merged. */
  readonly answering: readonly string[];
}

/**
 * Whoever answers for either of the two: the one that waits need not ask the one it waits for. A case that was merged takes
 * its links back still, as they hold up the one in which work goes on: whoever answers for that one may ask (X3).
 */
export const unlinkCases =
  (command: UnlinkCases, given: Given, { answering }: UnlinkFacts): Decide<CaseState, CaseFact> =>
  (state) => {
    onRecord(state);
    const undone = state.undone.has(command.linkId);
    if (!undone && !state.links.has(command.linkId)) {
      refuse('LINK_UNKNOWN', 'The case has no such link. Its links are listed by case(id).', { missing: ['linkId'] });
    }
    worksFor(given, [state.accountable, ...answering], 'take back this link');
    return undone ? [] : unlinked(command)(state);
  };

/** What a case says when the link is no more; nothing where it has none. */
export const unlinked =
  ({ linkId, reason }: Pick<UnlinkCases, 'linkId' | 'reason'>): Decide<CaseState, CaseFact> =>
  ({ links }) => {
    const link = links.get(linkId);
    return link ? [{ type: 'CaseUnlinked', data: { linkId, other: link.other, reason } }] : [];
  };
