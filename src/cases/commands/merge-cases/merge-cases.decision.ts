import { Described, Id, Text } from '@baton/fields';
import { derivedId, refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { mergedInto, openTransfer, type CaseState } from '../../case.state.js';
import { exists, isOpen, worksFor } from '../../guards.js';
import {
  duplicatesOf,
  RELATED_AT_MOST,
  refuseMergedCircle,
  refuseTooMany,
  type Circle,
  type WaitingCase,
} from '../../related.guards.js';
import { tellOfWaiting } from '../../reopened-work.decision.js';
import { burdenOf, refuseLosing, type Burden } from './burden.js';

@Described(
  'Says that two cases are one matter: work goes on in one of them, and its trail shows both. No event is moved or copied, and unmergeCases undoes it (X3).',
)
export class MergeCases {
  @Id('The duplicate') caseId: string;
  @Id('The case in which work goes on') into: string;
  @Text('Why they are one matter', { max: 500 }) reason: string;
}

/** What else is known of the two cases. */
export interface MergeFacts {
  /** The customer of the case in which work goes on; undefined where it names none. */
  readonly customerOfSurvivor: string | undefined;
  /** What that case carries at least: it may have come to carry more since, never less. */
  readonly survivor: Burden;
  /** Whether a case would wait for itself were the two one matter. */
  readonly circle: Circle;
}

/** The id of the merge that a command makes. */
export const mergeIdOf = ({ commandId }: Pick<Given, 'commandId'>): string => derivedId(commandId, 'merge');

/**
 * What the duplicate says. An offer is answered first: nobody takes up a case in which no work goes on. H6, H10: a case that
 * carries more than the one in which work goes on is no duplicate of it; its own stream decides that.
 */
export const mergeAsDuplicate =
  (
    { caseId, into, reason }: MergeCases,
    given: Given,
    { customerOfSurvivor, survivor, circle }: MergeFacts,
  ): Decide<CaseState, CaseFact> =>
  (state) => {
    const mergeId = mergeIdOf(given);
    if (said(state, mergeId) || mergedInto(state) === into) return [];
    exists(state);
    if (caseId === into) {
      refuse('SAME_CASE', 'A case is not merged with itself. Name another one.', { rule: 'X3', missing: ['into'] });
    }
    const transfer = openTransfer(state);
    if (transfer) {
      refuse('TRANSFER_ALREADY_OPEN', `The case is on offer to ${transfer.to}. Recall the transfer first.`, {
        rule: 'H2',
      });
    }
    const duplicates = duplicatesOf(state);
    if (duplicates.length > 0) {
      refuse(
        'CASE_HAS_DUPLICATES',
        `${duplicates.length} case(s) were merged into this one. Merge the other way round, or take those merges back first.`,
        { rule: 'X3', missing: duplicates },
      );
    }
    const { customerId } = state.opened;
    if (customerId !== undefined && customerOfSurvivor !== undefined && customerId !== customerOfSurvivor) {
      refuse(
        'CUSTOMERS_DIFFER',
        'The two cases are of different customers, so they are two matters. Link them with linkCases.',
        {
          rule: 'X3',
        },
      );
    }
    refuseLosing(burdenOf(state), survivor);
    refuseMergedCircle(circle);
    return [{ type: 'CasesMerged', data: { mergeId, other: into, role: 'DUPLICATE', reason } }];
  };

/**
 * What the case says in which work goes on. H1: whoever answers for it takes the matter on, nobody puts it on him. With it
 * those are told that had waited for the duplicate and are resolved: it is open work again (X3).
 */
export const mergeAsSurvivor =
  (
    { caseId, reason }: MergeCases,
    given: Given,
    resolvedWaiting: readonly WaitingCase[] = [],
  ): Decide<CaseState, CaseFact> =>
  (state) => {
    const mergeId = mergeIdOf(given);
    const duplicates = duplicatesOf(state);
    if (said(state, mergeId)) return [];
    exists(state);
    worksFor(given, state.accountable, 'merge another case into this one');
    if (duplicates.includes(caseId)) return [];
    isOpen(state);
    if (duplicates.length >= RELATED_AT_MOST) refuseTooMany('the case has as many duplicates already');
    return [
      { type: 'CasesMerged', data: { mergeId, other: caseId, role: 'SURVIVOR', reason } },
      ...tellOfWaiting(resolvedWaiting, given)(state),
    ];
  };

const said = ({ merges, undone }: CaseState, mergeId: string): boolean => merges.has(mergeId) || undone.has(mergeId);
