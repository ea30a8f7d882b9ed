import type { Map as Known } from 'immutable';
import type { CaseEvent, CaseState } from '../../case.state.js';
import { aspectsOf } from '../case-diff/aspects.js';
import { changesBy } from '../case-diff/case-diff.document.js';
import { touchedBy } from '../case-diff/touches.js';
import { entryOf } from '../case-trail/case-trail.query.js';
import type { CaseReplayStep } from './case-replay.result.js';

/** An event of a case as a step: what it changed of the state before it (undefined before the first event). */
export function stepOf(event: CaseEvent, before: CaseState | undefined, after: CaseState): CaseReplayStep {
  const was = before ? aspectsOf(touchedOnly(before, event)) : new Map<string, never>();
  const is = aspectsOf(before ? touchedOnly(after, event) : after);
  return { event: entryOf(event), changes: changesBy(event.revision, was, is) };
}

/**
 * A state with only those things in it that an event may change: a case may know thousands, and neither looking
 * through them nor putting them into words is needed.
 */
function touchedOnly(state: CaseState, event: CaseEvent): CaseState {
  const touched = touchedBy(event);
  const only = <V>(kind: string, known: Known<string, V>): Known<string, V> => {
    const keys = touched.filter((key) => key.startsWith(`${kind} `)).map((key) => key.slice(kind.length + 1));
    return keys.reduce((kept, key) => {
      const value = known.get(key);
      return value === undefined ? kept : kept.set(key, value);
    }, known.clear());
  };
  return {
    ...state,
    contacts: only('contact', state.contacts),
    facts: only('fact', state.facts),
    questions: only('question', state.questions),
    statements: only('statement', state.statements),
    promises: only('promise', state.promises),
    transfers: only('transfer', state.transfers),
    // Attempts are only ever added, each by the event whose revision it has.
    attempts: state.attempts.takeLast(1).filter(({ revision }) => revision === event.revision),
  };
}
