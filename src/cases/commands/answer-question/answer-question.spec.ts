import { answered, asked, closed, opened, resolved } from '../../testing/case.happenings.js';
import { caseId, given, id } from '../../testing/case.scenarios.js';
import { answerQuestion } from './answer-question.decision.js';

const text = 'Is the pump in stock?';
const answer = (words = 'Yes, two') => answerQuestion({ caseId, questionId: id(text), answer: words });

describe('answering a question', () => {
  it('closes it with the answer and the revision it came with', () => {
    given(opened(), asked(text)).when(answer()).then(answered(text, 'Yes, two'));
    const { questions } = given(opened(), asked(text), answered(text, 'Yes, two')).state();
    expect(questions.get(id(text))).toMatchObject({ revision: 1, answer: 'Yes, two', answerRevision: 2 });
  });

  it('is possible on a resolved and a closed case: an answer that comes late is still one', () => {
    given(opened(), asked(text), resolved, closed).when(answer()).then(answered(text, 'Yes, two'));
  });

  it('does nothing where the same answer was given', () => {
    given(opened(), asked(text), answered(text, 'Yes, two')).when(answer()).then();
  });

  it('refuses another answer to a question that is answered, and an answer to none', () => {
    given(opened(), asked(text), answered(text, 'Yes, two'))
      .when(answer('No'))
      .refused('QUESTION_UNKNOWN', 'Raise it anew');
    given(opened()).when(answer()).refused('QUESTION_UNKNOWN', 'questionId');
    given().when(answer()).refused('CASE_UNKNOWN');
  });
});
