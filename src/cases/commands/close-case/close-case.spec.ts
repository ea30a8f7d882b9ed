import { closed, offered, opened, passedOn, reopened, resolved } from '../../testing/case.happenings.js';
import { at, by, caseId, given } from '../../testing/case.scenarios.js';
import { closeCase } from './close-case.decision.js';

const close = (who: Parameters<typeof by>[0] = 'ines', why: { reason?: string } = {}) =>
  closeCase({ caseId, ...why }, by(who));

describe('closing a case', () => {
  it('closes what is resolved, with the reason where there is one', () => {
    given(opened(), resolved).when(close()).then(closed);
    given(opened(), resolved)
      .when(close('ines', { reason: 'A fortnight without a word' }))
      .then({ type: 'CaseClosed', data: { reason: 'A fortnight without a word' } });
  });

  it('H1 refuses what is not resolved, also while it is on offer or after it was reopened', () => {
    const refusal = given(opened()).when(close()).refused('CASE_NOT_RESOLVED', 'resolveCase');
    expect(refusal.details.rule).toBe('H1');
    given(opened(), offered()).when(close()).refused('CASE_NOT_RESOLVED');
    given(opened(), resolved, reopened).when(close()).refused('CASE_NOT_RESOLVED');
  });

  it('H1 is for the accountable department', () => {
    given(opened(), resolved).when(close('tom')).refused('NOT_YOUR_DEPARTMENT', 'front-office');
    given(opened(), ...passedOn, resolved)
      .when(close('ines'))
      .refused('NOT_YOUR_DEPARTMENT', 'repair');
    given(opened(), ...passedOn, resolved)
      .when(close('tom'))
      .then(closed);
    given(opened(), resolved).when(close('ada')).then(closed);
  });

  it('C2 refuses a close that came before the case', () => {
    const said = (occurredAt: string) => closeCase({ caseId }, { ...by('ines'), occurredAt });
    const { details } = given(opened(), resolved)
      .when(said(at('08:59:59')))
      .refused('OCCURRED_TOO_EARLY', `the case was opened on ${at('09:00')}`);
    expect(details).toEqual({ rule: 'C2', missing: ['occurredAt'] });
    given(opened(), resolved)
      .when(said(at('09:00')))
      .then(closed);
  });

  it('asked twice closes once', () => {
    given(opened(), resolved, closed).when(close()).then();
  });

  it('H1 is not told that all is done who has no right to it', () => {
    given(opened(), resolved, closed).when(close('tom')).refused('NOT_YOUR_DEPARTMENT', 'front-office');
  });

  it('refuses a case that does not exist', () => {
    given().when(close()).refused('CASE_UNKNOWN');
  });
});
