import type { CaseState } from '../../case.state.js';
import { DEPARTMENTS_SHOWN, type AccountableSpan, type CaseTimeSplit } from './case-time-split.result.js';

/**
 * How the life of a case divides among the departments that were accountable for it, exact to the millisecond: what
 * passed while it was closed is nobody's, and all parts sum to the whole. The time of a duplicate goes on in the case it was
 * merged into: of its own nothing is counted after its last event, unless the merge is undone (X3).
 * @param now UTC ISO 8601: until then a case is counted that is neither closed nor merged
 */
export function timeSplitOf(state: CaseState, now: string): CaseTimeSplit {
  const over = state.status === 'CLOSED' || state.status === 'MERGED';
  const until = over || now < state.timedUntil ? state.timedUntil : now;
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
