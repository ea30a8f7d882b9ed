import type { CaseState } from '../../case.state.js';
import { DEPARTMENTS_SHOWN, type AccountableSpan, type CaseTimeSplit } from './case-time-split.result.js';

/**
 * How the life of a case divides among the departments that were accountable for it, exact to the millisecond: what
 * passed while it was closed is nobody's, and all parts sum to the whole.
 * @param now UTC ISO 8601: until then an open case is counted
 */
export function timeSplitOf(state: CaseState, now: string): CaseTimeSplit {
  const until = state.status === 'CLOSED' || now < state.timedUntil ? state.timedUntil : now;
  const since = Date.parse(until) - Date.parse(state.timedUntil);
  const split =
    since === 0 ? state.timeSplit : state.timeSplit.update(state.accountable, 0, (before) => before + since);
  const whole = Date.parse(until) - Date.parse(state.openedAt);
  const spans = split
    .entrySeq()
    .map(([department, milliseconds]) => ({ department, milliseconds }))
    .sort((one, other) => other.milliseconds - one.milliseconds || (one.department < other.department ? -1 : 1))
    .toArray();
  return {
    caseId: state.caseId,
    from: state.openedAt,
    until,
    whole,
    departments: spans.slice(0, DEPARTMENTS_SHOWN),
    others: sum(spans.slice(DEPARTMENTS_SHOWN)),
    closed: whole - sum(spans),
  };
}

const sum = (spans: readonly AccountableSpan[]): number =>
  spans.reduce((all, { milliseconds }) => all + milliseconds, 0);
