import { closed, offered, opened, promised, resolved } from '../../testing/case.happenings.js';
import { by, caseId, given, made } from '../../testing/case.scenarios.js';
import { recordDeviation } from './record-deviation.decision.js';

const said = { procedure: 'loan devices', deviation: 'Lent the display model', reason: 'She cannot wait' };
const deviate = (caller = by('ines')) => recordDeviation({ caseId, ...said }, caller);
const deviated = { type: 'ProcedureDeviated', data: { deviationId: made('deviation'), ...said } } as const;

describe('leaving the procedure', () => {
  it('C7 always goes through, whoever does it and however the case stands', () => {
    given(opened()).when(deviate()).then(deviated);
    given(opened(), promised(), offered())
      .when(deviate(by('sara')))
      .then(deviated);
    given(opened(), resolved).when(deviate()).then(deviated);
    given(opened(), resolved, closed).when(deviate()).then(deviated);
  });

  it('C7 stands among what was tried', () => {
    expect(given(opened(), deviated).state().attempts.toArray()).toMatchObject([
      { text: 'Left the procedure loan devices: Lent the display model', revision: 1 },
    ]);
  });

  it('asked twice is recorded once', () => {
    given(opened(), deviated).when(deviate()).then();
  });

  it('refuses a case that does not exist', () => {
    given().when(deviate()).refused('CASE_UNKNOWN');
  });
});
