import type { CaseFact } from '@baton/contracts';
import { answered, asked, opened, resolved } from '../../testing/case.happenings.js';
import { by, caseId, given, made } from '../../testing/case.scenarios.js';
import { raiseQuestion } from './raise-question.decision.js';

const text = 'Is the pump in stock?';
const raise = (department?: string, departmentKnown = true, caller = by('ines')) =>
  raiseQuestion({ caseId, text, ...(department === undefined ? {} : { department }) }, caller, { departmentKnown });
const raised = (rest: { department?: string } = {}): CaseFact => ({
  type: 'QuestionRaised',
  data: { questionId: made('question'), text, ...rest },
});

describe('raising a question', () => {
  it('stands open until somebody answers it', () => {
    given(opened()).when(raise()).then(raised());
    given(opened())
      .when(raise('repair', true, by('sara')))
      .then(raised({ department: 'repair' }));
    expect(given(opened(), raised()).state().questions.get(made('question'))?.answer).toBeUndefined();
  });

  it('is raised once while it is open, word for word; to another department it is another question', () => {
    given(opened(), asked(text)).when(raise()).then();
    given(opened(), asked(text))
      .when(raise('repair'))
      .then(raised({ department: 'repair' }));
  });

  it('may be raised anew once it was answered', () => {
    given(opened(), asked(text), answered(text, 'Yes')).when(raise()).then(raised());
  });

  it('refuses a department that does not exist', () => {
    given(opened()).when(raise('repiar', false)).refused('DEPARTMENT_UNKNOWN', 'repiar');
  });

  it('refuses a case that is unknown or resolved', () => {
    given().when(raise()).refused('CASE_UNKNOWN');
    given(opened(), resolved).when(raise()).refused('CASE_NOT_OPEN', 'reopenCase');
  });
});
