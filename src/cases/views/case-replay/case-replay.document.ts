import type { CaseEvent, CaseState } from '../../case.state.js';
import { aspectsOf } from '../case-diff/aspects.js';
import { changesBy } from '../case-diff/case-diff.document.js';
import { entryOf } from '../case-trail/case-trail.query.js';
import type { CaseReplayStep } from './case-replay.result.js';

/** An event of a case as a step: what it changed of the state before it (undefined before the first event). */
export function stepOf(event: CaseEvent, before: CaseState | undefined, after: CaseState): CaseReplayStep {
  const was = before ? aspectsOf(without(before, after)) : new Map<string, never>();
  const is = aspectsOf(before ? without(after, before) : after);
  return { event: entryOf(event), changes: changesBy(event.revision, was, is) };
}

/**
 * A state without what is known in the same words in another: a case may know thousands of things, an event changes
 * a few, and only these need be put into words.
 */
function without(state: CaseState, other: CaseState): CaseState {
  return {
    ...state,
    contacts: state.contacts.filter((known, id) => known !== other.contacts.get(id)),
    facts: state.facts.filter((known, topic) => known !== other.facts.get(topic)),
    questions: state.questions.filter((known, id) => known !== other.questions.get(id)),
    statements: state.statements.filter((known, topic) => known !== other.statements.get(topic)),
    promises: state.promises.filter((known, id) => known !== other.promises.get(id)),
    transfers: state.transfers.filter((known, id) => known !== other.transfers.get(id)),
    attempts: state.attempts.filter((known, place) => known !== other.attempts.get(place)),
  };
}
