import { Described, Nested } from '@baton/fields';
import { CaseChange } from '../case-diff/case-diff.result.js';
import { CaseTrailEntry } from '../case-trail/case-trail.result.js';

/** A step shows at most so many changes; no event of the language changes nearly as many things. */
const CHANGES_OF_A_STEP = 20;

@Described('An event of a case and what it changed.')
export class CaseReplayStep {
  @Nested(() => CaseTrailEntry, 'The event') event: CaseTrailEntry;
  @Nested(() => CaseChange, 'What is not as it was before the event; nothing for an event such as a note', {
    list: CHANGES_OF_A_STEP,
  })
  changes: CaseChange[];
}
