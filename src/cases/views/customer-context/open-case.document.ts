import { normalise } from '@baton/fields';
import { openTransfer, type CaseState } from '../../case.state.js';
import { promisesOfMatter } from '../../owed-promises.js';
import { nextStepOf } from '../case-brief/next-step.js';
import { counted, instant, joined, quoted } from '../wording.js';
import { WAITING } from '../words-in-sentences.js';
import { OpenCase } from './customer-context.result.js';

/**
 * An open case as it is shown in the context of its customer.
 * @param duplicates the cases merged into it (X3)
 */
export const openCaseOf = (state: CaseState, duplicates: readonly CaseState[] = []): OpenCase =>
  normalise(OpenCase, {
    ...state.opened,
    ...state,
    summary: summaryOf(state, duplicates),
    nextStep: nextStepOf(state, duplicates),
    offeredTo: openTransfer(state)?.to,
  });

/** The case in a line: what it is about, who has it, what is open. */
function summaryOf(state: CaseState, duplicates: readonly CaseState[]): string {
  const promises = promisesOfMatter(state, duplicates);
  const next = promises[0]?.promise;
  const offer = openTransfer(state);
  const about = joined([state.opened.reference, state.opened.product], ', ');
  return joined(
    [
      state.opened.matter === undefined
        ? `Matter not documented${about && ` (${about})`}`
        : quoted(state.opened.matter),
      `opened ${instant(state.openedAt)}`,
      `with ${state.accountable}${state.holder === undefined ? '' : `, held by ${state.holder}`}`,
      state.chain.size > 1 && `after ${counted(state.chain.size - 1, 'transfer')}`,
      offer && `on offer to ${offer.to}`,
      state.waitingOn && `waiting for ${WAITING[state.waitingOn]}`,
      next && `${counted(promises.length, 'promise')} open, the next due ${instant(next.due, next.zone)}`,
    ],
    '; ',
  );
}
