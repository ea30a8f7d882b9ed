import { Described, Id, Text } from '@baton/fields';
import { refuse, type CaseFact } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { exists } from '../../guards.js';

@Described('Answers an open question.')
export class AnswerQuestion {
  @Id('The case') caseId: string;
  @Id('The question') questionId: string;
  @Text('The answer', { personal: true }) answer: string;
}

/** The same answer again changes nothing; a question that was answered otherwise is no longer open. */
export const answerQuestion =
  ({ questionId, answer }: AnswerQuestion): Decide<CaseState, CaseFact> =>
  (state) => {
    exists(state);
    const question = state.questions.get(questionId);
    if (question?.answer === answer) return [];
    if (question === undefined || question.answer !== undefined) {
      refuse(
        'QUESTION_UNKNOWN',
        `The case has no open question ${questionId}. Raise it anew if it must be asked again.`,
        {
          missing: ['questionId'],
        },
      );
    }
    return [{ type: 'QuestionAnswered', data: { questionId, answer } }];
  };
