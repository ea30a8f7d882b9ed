import { Described, Instant, Nested } from '@baton/fields';
import { CaseBrief } from '../case-brief/case-brief.result.js';
import { Case } from '../case/case.result.js';

@Described('A case as it stood at a point of its life, with its brief as it was then.')
export class CaseThen {
  @Instant('The point: the instant asked for, or when the event with the revision asked for became known') at: string;
  @Nested(() => Case, 'The case as it stood') case: Case;
  @Nested(() => CaseBrief, 'Its brief, with freshness and due times judged at that point') brief: CaseBrief;
}
