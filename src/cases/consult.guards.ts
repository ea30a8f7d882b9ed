import { refuse } from '@baton/contracts';
import type { CaseState, KnownConsult } from './case.state.js';

/** The consult with that id; refuses one that the case does not have. */
export function consultOf(state: CaseState, consultId: string): KnownConsult {
  return (
    state.consults.get(consultId) ??
    refuse('CONSULT_UNKNOWN', `The case has no consult ${consultId}. Its consults are listed by case(id).`, {
      missing: ['consultId'],
    })
  );
}

/** Refuses a consult that was answered or withdrawn. */
export function stillAsked(consult: KnownConsult): void {
  if (consult.status !== 'OPEN') {
    refuse('CONSULT_NOT_OPEN', `${consult.to} is no longer asked: the consult was ${consult.status.toLowerCase()}.`, {
      alternatives: ['Record what is known with establishFact or addNote', 'Ask anew with requestConsult'],
    });
  }
}
