import { Described, Id, Text } from '@baton/fields';
import { refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { exists, worksFor } from '../../guards.js';

@Described('Takes back a link: both cases say so (X3).')
export class UnlinkCases {
  @Id('The case') caseId: string;
  @Id('The link') linkId: string;
  @Text('Why', { max: 500 }) reason: string;
}

/** What is known of the other case. */
export interface UnlinkFacts {
  /** The department that answers for it. */
  readonly otherAccountable: string;
}

/** Whoever answers for either of the two: the one that waits need not ask the one it waits for. */
export const unlinkCases =
  (command: UnlinkCases, given: Given, { otherAccountable }: UnlinkFacts): Decide<CaseState, CaseFact> =>
  (state) => {
    if (state.undone.has(command.linkId)) return [];
    exists(state);
    if (!state.links.has(command.linkId)) {
      refuse('LINK_UNKNOWN', 'The case has no such link. Its links are listed by case(id).', { missing: ['linkId'] });
    }
    if (given.by.department !== otherAccountable) worksFor(given, state.accountable, 'take back links of this case');
    return unlinked(command)(state);
  };

/** What a case says when the link is no more; nothing where it has none. */
export const unlinked =
  ({ linkId, reason }: Pick<UnlinkCases, 'linkId' | 'reason'>): Decide<CaseState, CaseFact> =>
  ({ links }) => {
    const link = links.get(linkId);
    return link ? [{ type: 'CaseUnlinked', data: { linkId, other: link.other, reason } }] : [];
  };
