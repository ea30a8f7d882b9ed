import { claimed, offered, opened, passedOn, released, resolved } from '../../testing/case.happenings.js';
import { by, caseId, given } from '../../testing/case.scenarios.js';
import { releaseCase } from './release-case.decision.js';

const release = (who: Parameters<typeof by>[0] = 'ines', why: { reason?: string } = {}) =>
  releaseCase({ caseId, ...why }, by(who));

describe('releasing a case', () => {
  it('puts it back into the inbox of the department, with the reason where there is one', () => {
    given(opened(), claimed('ines')).when(release()).then(released);
    given(opened(), claimed('ines'))
      .when(release('ines', { reason: 'Off tomorrow' }))
      .then({ type: 'CaseReleased', data: { reason: 'Off tomorrow' } });
  });

  it('H1 leaves the department accountable', () => {
    expect(given(opened(), claimed('ines'), released).state()).toMatchObject({
      accountable: 'front-office',
      holder: undefined,
    });
  });

  it('lets a supervisor of the department release what a colleague holds, and no other colleague', () => {
    given(opened(), claimed('ines')).when(release('lena')).then(released);
    given(opened(), claimed('ines')).when(release('ada')).then(released);
    given(opened(), claimed('ines')).when(release('otto')).refused('CASE_HELD', 'ines');
  });

  it('H1 refuses the supervisor of another department', () => {
    given(opened(), claimed('ines')).when(release('rosa')).refused('NOT_YOUR_DEPARTMENT', 'front-office');
  });

  it('works while the case is on offer, and for the receiver after it was accepted', () => {
    given(opened(), claimed('ines'), offered()).when(release()).then(released);
    given(opened(), ...passedOn)
      .when(release('tom'))
      .then(released);
    given(opened(), ...passedOn)
      .when(release('ines'))
      .refused('NOT_YOUR_DEPARTMENT', 'repair');
  });

  it('does nothing where nobody holds it', () => {
    given(opened()).when(release()).then();
  });

  it('refuses a case that is unknown or resolved', () => {
    given().when(release()).refused('CASE_UNKNOWN');
    given(opened(), resolved).when(release()).refused('CASE_NOT_OPEN');
  });
});
