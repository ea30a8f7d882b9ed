import { Described, Flag, Id } from '@baton/fields';
import { CaseTrailEntry } from '../case-trail/case-trail.result.js';

@Described('An event of one of the cases of a matter: which case it is from, and its revision there.')
export class MatterTrailEntry extends CaseTrailEntry {
  @Id('The case it is from') caseId: string;
  @Flag('That case is a duplicate: it was merged into the one in which work goes on (X3)') duplicate: boolean;
}
