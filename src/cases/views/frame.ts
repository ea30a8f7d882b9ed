import { caseAggregate } from '../case-folds.state.js';
import type { CaseEvent, CaseState } from '../case.state.js';

/** An event of a case between the states before it (undefined before the first) and after it. */
export interface Frame {
  readonly event: CaseEvent;
  readonly before: CaseState | undefined;
  readonly after: CaseState;
}

/** The next event of a case as a frame. */
export const frameOf = (event: CaseEvent, before: CaseState | undefined): Frame => ({
  event,
  before,
  after: caseAggregate.evolve(before ?? caseAggregate.initial, event),
});
