import { Described, Id, OneOf, Text } from '@baton/fields';
import { derivedId, LinkKind, refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { exists, isOpen, worksFor } from '../../guards.js';
import { RELATED_AT_MOST, refuseCircle, refuseTooMany, type Circle } from '../../related.guards.js';

@Described(
  'Links the case to another one: neither is moved, both say so (X3). A parent cannot be resolved while a child is open.',
)
export class LinkCases {
  @Id('The case') caseId: string;
  @Id('The other case') other: string;
  @OneOf(LinkKind, 'How they belong together, as seen from this case') kind: LinkKind;
  @Text('Why', { optional: true, max: 500 }) reason?: string;
}

/** What else is known of the two cases. */
export interface LinkFacts {
  /** Whether a case would wait for itself with this link. */
  readonly circle: Circle;
}

const SEEN_FROM_THE_OTHER = { PARENT: 'CHILD', CHILD: 'PARENT', RELATED: 'RELATED' } as const;

/** The id of the link that a command makes. */
export const linkIdOf = ({ commandId }: Pick<Given, 'commandId'>): string => derivedId(commandId, 'link');

/** Whoever answers for a case says what it belongs with. What blocks has something to block: an open case. */
export const linkCases =
  ({ caseId, other, kind, reason }: LinkCases, given: Given, { circle }: LinkFacts): Decide<CaseState, CaseFact> =>
  (state) => {
    const linkId = linkIdOf(given);
    if (state.links.has(linkId) || state.undone.has(linkId)) return [];
    exists(state);
    worksFor(given, state.accountable, 'link this case');
    if (caseId === other)
      refuse('SAME_CASE', 'A case is not linked to itself. Name another one.', { rule: 'X3', missing: ['other'] });
    const before = state.links.valueSeq().find((link) => link.other === other);
    if (before?.kind === kind) return [];
    if (before) {
      refuse(
        'LINKED_ALREADY',
        `The case is linked to it as ${before.kind} already. Take that back first with unlinkCases.`,
        {
          rule: 'X3',
          missing: [before.linkId],
        },
      );
    }
    canTakeOne(state, kind);
    refuseCircle(circle);
    return [{ type: 'CaseLinked', data: { linkId, other, kind, ...(reason === undefined ? {} : { reason }) } }];
  };

/** What the other case says of the link. */
export const linkedTo =
  ({ caseId, kind, reason }: LinkCases, given: Given): Decide<CaseState, CaseFact> =>
  (state) => {
    const linkId = linkIdOf(given);
    if (state.links.has(linkId) || state.undone.has(linkId)) return [];
    exists(state);
    const seen = SEEN_FROM_THE_OTHER[kind];
    canTakeOne(state, seen);
    const data = { linkId, other: caseId, kind: seen, ...(reason === undefined ? {} : { reason }) };
    return [{ type: 'CaseLinked', data }];
  };

function canTakeOne(state: CaseState, kind: LinkKind): void {
  if (kind === 'PARENT') isOpen(state);
  if (state.links.size >= RELATED_AT_MOST) refuseTooMany('one of the two has as many links already');
}
