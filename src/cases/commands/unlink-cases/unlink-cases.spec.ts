import { linked, merged, opened, unlinked } from '../../testing/case.happenings.js';
import { by, caseId, given, id } from '../../testing/case.scenarios.js';
import { unlinkCases } from './unlink-cases.decision.js';

describe('taking back a link', () => {
  const unlink = (who: Parameters<typeof by>[0] = 'ines', answering = ['repair']) =>
    unlinkCases({ caseId, linkId: id('pump'), reason: 'Two machines' }, by(who), { answering });

  it('X3 says so, and lets the case be resolved', () => {
    given(opened(), linked('pump', 'PARENT')).when(unlink()).then(unlinked('pump'));
    expect(given(opened(), linked('pump', 'PARENT'), unlinked('pump')).state().links.size).toBe(0);
  });

  it('is for whoever answers for either of the two', () => {
    given(opened(), linked('pump', 'PARENT')).when(unlink('tom')).then(unlinked('pump'));
    given(opened(), linked('pump', 'PARENT')).when(unlink('sara')).refused('NOT_YOUR_DEPARTMENT');
  });

  it('X3 is for whoever answers for the case in which work goes on, though the one that has the link was merged into it', () => {
    const duplicate = [opened(), linked('pump', 'PARENT'), merged('survivor', 'DUPLICATE')];
    given(...duplicate)
      .when(unlink('sara', ['repair', 'sales']))
      .then(unlinked('pump'));
    given(...duplicate)
      .when(unlink('sara'))
      .refused('NOT_YOUR_DEPARTMENT', 'front-office');
  });

  it('asked twice takes back once; refuses a link that never was', () => {
    given(opened(), linked('pump', 'PARENT'), unlinked('pump')).when(unlink()).then();
    given(opened(), linked('pump', 'PARENT'), unlinked('pump'))
      .when(unlink('sara'))
      .refused('NOT_YOUR_DEPARTMENT', 'Only front-office or repair can take back this link; you work for sales.');
    given(opened()).when(unlink()).refused('LINK_UNKNOWN', 'linkId');
    given().when(unlink()).refused('CASE_UNKNOWN');
  });
});
