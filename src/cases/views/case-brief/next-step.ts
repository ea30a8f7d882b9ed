import { toMakeGood } from '../../breach.js';
import {
  mergedInto,
  openConsults,
  openPromises,
  openTransfer,
  untoldPassings,
  type CaseState,
} from '../../case.state.js';
import type { KnownPromise } from '../../promise.state.js';
import { inOrder } from '../case/case.document.js';
import { counted, instant, joined, onOneLine, quoted } from '../wording.js';
import { ATTEMPTS, REASONS, WAITING } from '../words-in-sentences.js';
import type { NextStep, NextStepRule } from './case-brief.result.js';

/**
 * What is to be done next: the first that applies of what an open transfer asks, a broken promise of which the customer has not heard, the promise due next, telling the customer of a transfer, the oldest open
 * question, the answer of another department, the waiting, what the last accepted transfer asked, and resolving. A resolved case is to be closed, on a
 * closed one there is nothing to do.
 * @param duplicates the cases merged into it: a promise of theirs that is due sooner comes first (X3)
 */
export function nextStepOf(state: CaseState, duplicates: readonly CaseState[] = []): NextStep {
  if (state.status === 'CLOSED')
    return broken(state, duplicates) ?? step('NOTHING', 'Nothing: the case is closed', state.resolution?.revision);
  if (state.status === 'RESOLVED') {
    return (
      broken(state, duplicates) ?? step('CLOSE', 'Close the case: the matter is resolved', state.resolution?.revision)
    );
  }
  const survivor = mergedInto(state);
  if (survivor !== undefined) return promised(state) ?? elsewhere(state, survivor);
  return (
    onOffer(state) ??
    broken(state, duplicates) ??
    soonest(state, duplicates) ??
    promised(state) ??
    untold(state) ??
    untoldOfDuplicate(state, duplicates) ??
    asked(state) ??
    consulted(state) ??
    waiting(state) ??
    askedByTransfer(state) ??
    RESOLVE
  );
}

const RESOLVE: NextStep = { rule: 'RESOLVE', text: 'Resolve the matter: nothing else is open', revisions: [] };

const elsewhere = ({ merges }: CaseState, survivor: string): NextStep =>
  step('GO_ON_ELSEWHERE', `Go on in case ${survivor}: it is the same matter`, merges.valueSeq().first()?.revision);

const step = (rule: NextStepRule, text: string, ...revisions: (number | undefined)[]): NextStep => ({
  rule,
  text,
  revisions: revisions.filter((revision) => revision !== undefined),
});

function onOffer(state: CaseState): NextStep | undefined {
  const offer = openTransfer(state);
  return (
    offer &&
    step('TAKE_UP_OFFER', `${offer.to} is to take up the case: ${quoted(offer.brief.ask, Infinity)}`, offer.revision)
  );
}

/** The promise of a duplicate that is due before any of the case itself. */
function soonest(state: CaseState, duplicates: readonly CaseState[]): NextStep | undefined {
  const own = openPromises(state)[0]?.due;
  const next = duplicates
    .flatMap((duplicate) => openPromises(duplicate).map((promise) => ({ promise, duplicate })))
    .sort((one, other) => (one.promise.due < other.promise.due ? -1 : 1))[0];
  if (!next || (own !== undefined && own <= next.promise.due)) return undefined;
  const { caseId } = next.duplicate;
  const kept = promised(next.duplicate);
  return kept && { ...kept, text: `${kept.text}. It stands in case ${caseId}, which was merged into this one`, caseId };
}

/** P7: what the customer has to hear of a promise that was not kept, in the case or in one that was merged into it (X3). */
function broken(state: CaseState, duplicates: readonly CaseState[]): NextStep | undefined {
  const [oldest] = toMakeGood(state, duplicates);
  if (!oldest) return undefined;
  const { promise, duplicate } = oldest;
  const { beneficiary, action, due, zone, settledRevision } = promise;
  const text = `Tell ${onOneLine(beneficiary)} that ${quoted(action, Infinity)} was not kept by ${instant(due, zone)}, and what happens now`;
  const named = step('MAKE_GOOD', text, settledRevision);
  if (duplicate === undefined) return named;
  return {
    ...named,
    text: `${text}. It stands in case ${duplicate}, which was merged into this one`,
    caseId: duplicate,
  };
}

/** P3: the promise due next is kept, by another call as long as one is to be made, and then in writing. */
function promised(state: CaseState): NextStep | undefined {
  const [next] = openPromises(state);
  if (!next) return undefined;
  const { attempts, revision } = next;
  return attempts?.exhausted
    ? step('WRITE_NOTICE', `Write that it could not be reached: ${promiseInWords(next)}`, revision, attempts.revision)
    : step('KEEP_PROMISE', `Keep the promise: ${promiseInWords(next)}`, revision, attempts?.revision);
}

/** H9: what the customer has to hear of the transfers they do not know of. */
function untold(state: CaseState): NextStep | undefined {
  const untoldOf = untoldPassings(state);
  const last = untoldOf.at(-1);
  return (
    last &&
    step(
      'TELL_CUSTOMER',
      `Tell the customer that ${state.accountable} has the case now, because ${last.reason === undefined ? 'a supervisor decided it' : REASONS[last.reason]}, and when they hear next`,
      ...untoldOf.map(({ revision }) => revision),
    )
  );
}

/** H9, X3: the same of a case that was merged into this one while it was open: whoever goes on with the matter tells. */
function untoldOfDuplicate(state: CaseState, duplicates: readonly CaseState[]): NextStep | undefined {
  for (const duplicate of duplicates) {
    const merge = duplicate.merges.find(({ role }) => role === 'DUPLICATE');
    const told = merge?.before.status === 'OPEN' && untold({ ...duplicate, accountable: state.accountable });
    if (!told) continue;
    const { caseId } = duplicate;
    return { ...told, text: `${told.text}. It passed on as case ${caseId}, which was merged into this one`, caseId };
  }
  return undefined;
}

function asked(state: CaseState): NextStep | undefined {
  const [oldest] = inOrder(state.questions.valueSeq().filter((question) => question.answer === undefined));
  return (
    oldest &&
    step(
      'ANSWER_QUESTION',
      `Ask ${oldest.department ?? 'the customer'}: ${quoted(oldest.text, Infinity)}`,
      oldest.revision,
    )
  );
}

/** An answer that is overdue is asked for again, or done without: its department's supervisor has been told. */
function consulted(state: CaseState): NextStep | undefined {
  const [next] = openConsults(state);
  if (!next) return undefined;
  const { to, due, question, revision, overdueRevision } = next;
  const asked = quoted(question, Infinity);
  return overdueRevision === undefined
    ? step('AWAIT_ANSWER', `Await what ${to} answers by ${instant(due)}: ${asked}`, revision)
    : step(
        'AWAIT_ANSWER',
        `Ask ${to} again, which was to answer by ${instant(due)}, or withdraw the question: ${asked}`,
        revision,
        overdueRevision,
      );
}

const waiting = ({ waitingOn, waitingRevision }: CaseState): NextStep | undefined =>
  waitingOn && step('WAIT', `Wait for ${WAITING[waitingOn]}`, waitingRevision);

/** Only the transfer that made the present department accountable still asks something of it. */
function askedByTransfer(state: CaseState): NextStep | undefined {
  const last = state.transfers.find(
    (transfer) => transfer.status === 'ACCEPTED' && transfer.endRevision === state.chainRevisions.last(),
  );
  return (
    last &&
    step(
      'DO_WHAT_WAS_ASKED',
      `Do what ${last.from} asked: ${quoted(last.brief.ask, Infinity)}`,
      last.revision,
      last.endRevision,
    )
  );
}

/**
 * A promise in words: `“call back”, to Mrs Weber, by 3 March 2026, 17:00 (Europe/Berlin) at the latest; SHOP owes it`, and
 * what was tried of it.
 */
export const promiseInWords = ({ action, beneficiary, due, zone, department, attempts }: KnownPromise): string =>
  joined(
    [
      `${quoted(action, Infinity)}, to ${onOneLine(beneficiary)}, by ${instant(due, zone)} at the latest`,
      `${department} owes it`,
      attempts && `tried ${counted(attempts.made, 'time')}, the last time ${ATTEMPTS[attempts.lastOutcome]}`,
      attempts?.nextFrom !== undefined &&
        attempts.nextUntil !== undefined &&
        `best tried again from ${instant(attempts.nextFrom, zone)} to ${instant(attempts.nextUntil, zone)}`,
    ],
    '; ',
  );
