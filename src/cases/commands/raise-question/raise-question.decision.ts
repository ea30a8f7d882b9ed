import { Code, Described, Id, Text } from '@baton/fields';
import { derivedId, refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { isOpen } from '../../guards.js';

@Described('Raises a question that somebody must find the answer to; it stands on the brief until it is answered.')
export class RaiseQuestion {
  @Id('The case') caseId: string;
  @Text('The question') text: string;
  @Code('The department that should answer; the customer when absent', { optional: true }) department?: string;
}

/** Whether the department that should answer exists; true where none is named. */
export interface RaiseQuestionFacts {
  readonly departmentKnown: boolean;
}

/** A question that is open already, word for word, is not raised twice. */
export const raiseQuestion =
  (
    { caseId: _caseId, ...question }: RaiseQuestion,
    given: Given,
    facts: RaiseQuestionFacts,
  ): Decide<CaseState, CaseFact> =>
  (state) => {
    isOpen(state);
    if (!facts.departmentKnown) {
      refuse('DEPARTMENT_UNKNOWN', `There is no department ${question.department}. The query departments lists them.`, {
        missing: ['department'],
      });
    }
    const raised = state.questions.some(
      (known) => known.answer === undefined && known.text === question.text && known.department === question.department,
    );
    return raised
      ? []
      : [{ type: 'QuestionRaised', data: { questionId: derivedId(given.commandId, 'question'), ...question } }];
  };
