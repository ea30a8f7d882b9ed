import type { CaseFact } from '@baton/contracts';
import type { CaseEvent, CaseState } from './case.state.js';

/** An event of the case with a given word. */
export type EventOf<T extends CaseFact['type']> = Extract<CaseEvent, { type: T }>;

/** For each of the words how it changes the case. */
export type FoldsOf<T extends CaseFact['type']> = {
  readonly [W in T]: (state: CaseState, event: EventOf<W>) => Partial<CaseState>;
};
