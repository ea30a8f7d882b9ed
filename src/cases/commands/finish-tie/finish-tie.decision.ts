import { Described, Id } from '@baton/fields';
import type { CaseState, KnownLink, KnownMerge } from '../../case.state.js';

@Described('Finishes what one of two cases says of a link or a merge, and the other one does not say yet (X3).')
export class FinishTie {
  @Id('The case that said it') caseId: string;
  @Id('The link or the merge') tieId: string;
}

/** What a case says of a link or a merge: that it is, that it is no more; or nothing so far. */
export type Saying =
  | { readonly says: 'LINKED'; readonly link: KnownLink; readonly other: string }
  | { readonly says: 'MERGED'; readonly merge: KnownMerge; readonly other: string }
  | { readonly says: 'TAKEN_BACK'; readonly other: string }
  | { readonly says: 'NOTHING'; readonly other?: undefined };

/** What a case says of a link or a merge. */
export function sayingOf({ links, merges, undone }: CaseState, tieId: string): Saying {
  const link = links.get(tieId);
  if (link) return { says: 'LINKED', link, other: link.other };
  const merge = merges.get(tieId);
  if (merge) return { says: 'MERGED', merge, other: merge.other };
  const other = undone.get(tieId);
  return other === undefined ? { says: 'NOTHING' } : { says: 'TAKEN_BACK', other };
}

type Holding = Extract<Saying, { says: 'LINKED' | 'MERGED' }>;

const holds = (saying: Saying): saying is Holding => saying.says === 'LINKED' || saying.says === 'MERGED';

/** What is left to do of a link or a merge. */
export type Rest =
  | { readonly what: 'NOTHING' }
  /** The case said it first, and the other one is to say it, too. */
  | { readonly what: 'TIE'; readonly saying: Holding }
  /** One case has taken it back, the other one still says it. */
  | { readonly what: 'UNTIE'; readonly kind: Holding['says']; readonly takenBackBy: string };

/** What is left to do between two cases, by what each of them says. */
export function restOf(caseId: string, saying: Saying, otherSaying: Saying): Rest {
  if (holds(saying)) {
    if (otherSaying.says === 'NOTHING') return { what: 'TIE', saying };
    if (otherSaying.says === 'TAKEN_BACK') return { what: 'UNTIE', kind: saying.says, takenBackBy: saying.other };
  }
  if (saying.says === 'TAKEN_BACK' && holds(otherSaying)) {
    return { what: 'UNTIE', kind: otherSaying.says, takenBackBy: caseId };
  }
  return { what: 'NOTHING' };
}
