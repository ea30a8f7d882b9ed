import { consultAnswered, consulted, consultWithdrawn, opened, passedOn } from '../../testing/case.happenings.js';
import { by, caseId, given, id } from '../../testing/case.scenarios.js';
import { withdrawConsult } from './withdraw-consult.decision.js';

const withdraw = (who: Parameters<typeof by>[0] = 'ines') =>
  withdrawConsult({ caseId, consultId: id('consult'), reason: 'Found the bill' }, by(who));

describe('withdrawing a consult', () => {
  it('takes the question back, with the reason', () => {
    given(opened(), consulted()).when(withdraw()).then(consultWithdrawn());
    expect(given(opened(), consulted(), consultWithdrawn()).state().consults.get(id('consult'))?.status).toBe(
      'WITHDRAWN',
    );
  });

  it('is for the department accountable now, which is the one that waits for the answer', () => {
    given(opened(), consulted()).when(withdraw('sara')).refused('NOT_YOUR_DEPARTMENT', 'front-office');
    given(opened(), consulted(), ...passedOn)
      .when(withdraw('ines'))
      .refused('NOT_YOUR_DEPARTMENT', 'repair');
    given(opened(), consulted(), ...passedOn)
      .when(withdraw('tom'))
      .then(consultWithdrawn());
  });

  it('asked twice withdraws once', () => {
    given(opened(), consulted(), consultWithdrawn()).when(withdraw()).then();
  });

  it('refuses what was answered: the answer stays', () => {
    given(opened(), consulted(), consultAnswered()).when(withdraw()).refused('CONSULT_NOT_OPEN', 'answered');
  });

  it('refuses a consult or a case that is unknown', () => {
    given(opened()).when(withdraw()).refused('CONSULT_UNKNOWN');
    given().when(withdraw()).refused('CASE_UNKNOWN');
  });
});
