import type { CaseFact } from '@baton/contracts';
import type { CaseEvent } from '../../case.state.js';

/** An event of the case with a given word. */
export type EventOf<T extends CaseFact['type']> = Extract<CaseEvent, { type: T }>;

/** For each of the words a sentence about it, without its final full stop. */
export type Sentences<T extends CaseFact['type'] = CaseFact['type']> = {
  readonly [W in T]: (event: EventOf<W>) => string;
};
