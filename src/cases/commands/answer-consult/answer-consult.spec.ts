import {
  consultAnswered,
  consulted,
  consultWithdrawn,
  opened,
  passedOn,
  resolved,
  told,
} from '../../testing/case.happenings.js';
import { at, by, caseId, given, id, made } from '../../testing/case.scenarios.js';
import { makeStatement } from '../make-statement/make-statement.decision.js';
import { answerConsult, type AnswerConsult } from './answer-consult.decision.js';

const answer = 'It is, until May';
const reply = (caller = by('sara'), details: Partial<AnswerConsult> = {}, worksIn?: string) =>
  answerConsult({ caseId, consultId: id('consult'), answer, ...details }, caller, { answeredByWorksIn: worksIn });

describe('answering a consult', () => {
  it('is for the department that was asked, also after the answer was due', () => {
    given(opened(), consulted()).when(reply()).then(consultAnswered());
    given(opened(), consulted({ due: at('10:00') }))
      .when(reply())
      .then(consultAnswered());
    given(opened(), consulted())
      .when(reply(by('tom')))
      .refused('NOT_YOUR_DEPARTMENT', 'sales');
    given(opened(), consulted())
      .when(reply(by('ines')))
      .refused('NOT_YOUR_DEPARTMENT', 'answeredBy');
    given(opened(), consulted())
      .when(reply(by('ada')))
      .then(consultAnswered());
  });

  it('leaves the case where it is', () => {
    expect(given(opened(), consulted(), consultAnswered()).state()).toMatchObject({ accountable: 'front-office' });
  });

  it('may be taken down by the department accountable, which names who told it', () => {
    given(opened(), consulted())
      .when(reply(by('ines'), { answeredBy: 'sara' }, 'sales'))
      .then(consultAnswered({ answeredBy: 'sara' }));
    given(opened(), consulted(), ...passedOn)
      .when(reply(by('tom'), { answeredBy: 'sara' }, 'sales'))
      .then(consultAnswered({ answeredBy: 'sara' }));
    given(opened(), consulted(), ...passedOn)
      .when(reply(by('ines'), { answeredBy: 'sara' }, 'sales'))
      .refused('NOT_YOUR_DEPARTMENT', 'sales');
  });

  it('refuses an answer of somebody who does not work in the department that was asked', () => {
    given(opened(), consulted())
      .when(reply(by('ines'), { answeredBy: 'tom' }, 'repair'))
      .refused('AGENT_UNKNOWN', 'answeredBy');
    given(opened(), consulted())
      .when(reply(by('ines'), { answeredBy: 'nobody' }))
      .refused('AGENT_UNKNOWN', 'sales');
  });

  it('C5 gives a statement a basis, and a newer one than what was told before', () => {
    const warranty = { caseId, topic: 'warranty', value: 'Until May', basis: 'EVENT' as const };
    const past = [opened(), told('warranty', 'None'), consulted()] as const;
    given(...past, consultAnswered())
      .when(makeStatement({ ...warranty, basisRevision: 3 }, by('ines')))
      .then(told('warranty', 'Until May', { statementId: made('statement'), basis: 'EVENT', basisRevision: 3 }), {
        type: 'StatementSuperseded',
        data: { statementId: id('None'), by: made('statement'), reason: 'A newer basis' },
      });
    given(...past)
      .when(makeStatement({ ...warranty, basisRevision: 2 }, by('ines')))
      .refused('STATEMENT_WITHOUT_BASIS');
  });

  it('asked twice answers once; another answer is refused, and so is what was withdrawn', () => {
    given(opened(), consulted(), consultAnswered()).when(reply()).then();
    const refusal = given(opened(), consulted(), consultAnswered())
      .when(reply(by('sara'), { answer: 'It is not' }))
      .refused('CONSULT_NOT_OPEN', 'answered');
    expect(refusal.details.alternatives).toContain('Ask anew with requestConsult');
    given(opened(), consulted(), consultWithdrawn()).when(reply()).refused('CONSULT_NOT_OPEN', 'withdrawn');
  });

  it('refuses a consult or a case that is unknown', () => {
    given(opened()).when(reply()).refused('CONSULT_UNKNOWN', 'consultId');
    given(opened(), resolved).when(reply()).refused('CONSULT_UNKNOWN');
    given().when(reply()).refused('CASE_UNKNOWN');
  });
});
