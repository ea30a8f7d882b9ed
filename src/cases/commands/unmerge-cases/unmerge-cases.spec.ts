import type { CaseFact } from '@baton/contracts';
import { claimed, linked, merged, opened, resolved } from '../../testing/case.happenings.js';
import { by, caseId, given, id, type Person } from '../../testing/case.scenarios.js';
import { unmergeCases, type TakenUpAgain } from './unmerge-cases.decision.js';

describe('undoing a merge', () => {
  const undo = (again?: TakenUpAgain, who: Person = 'ines') =>
    unmergeCases({ caseId, mergeId: id('first'), reason: 'Two machines' }, by(who), {
      otherAccountable: 'repair',
      again,
    });
  const undone = (details: object): CaseFact => ({
    type: 'CasesUnmerged',
    data: { mergeId: id('first'), other: id('first'), role: 'DUPLICATE', reason: 'Two machines', ...details },
  });

  it('X3 leaves the case as it was before, unless who worked on it is gone', () => {
    const past = [opened(), linked('hose', 'RELATED'), claimed('ines'), merged('first', 'DUPLICATE')] as const;
    given(...past)
      .when(undo())
      .then(undone({ holder: 'ines' }));
    given(...past)
      .when(undo({}))
      .then(undone({}));
    expect(given(...past, undone({ holder: 'ines' })).state()).toMatchObject({ status: 'OPEN', holder: 'ines' });
    expect(given(opened(), resolved, merged('first', 'DUPLICATE'), undone({})).state().status).toBe('RESOLVED');
  });

  it('H11 goes back to the stand-in who held it, and it is known for whom still', () => {
    const standing: CaseFact = { type: 'CaseClaimed', data: { holder: 'otto', standsInFor: 'ines' } };
    const past = [opened(), standing, merged('first', 'DUPLICATE')] as const;
    const again = undone({ holder: 'otto', standsInFor: 'ines' });
    given(...past)
      .when(undo())
      .then(again);
    expect(given(...past, again).state()).toMatchObject({ holder: 'otto', standsInFor: 'ines' });
    expect(given(...past, undone({ holder: 'ines' })).state().standsInFor).toBeUndefined();
  });

  it('H11 goes to whom it was held for, where he is back meanwhile', () => {
    given(opened(), claimed('otto'), merged('first', 'DUPLICATE'))
      .when(undo({ holder: 'ines' }))
      .then(undone({ holder: 'ines' }));
  });

  it('is for whoever answers for either of the two', () => {
    const past = [opened(), merged('first', 'DUPLICATE')] as const;
    given(...past)
      .when(undo(undefined, 'tom'))
      .then(undone({}));
    given(...past)
      .when(undo(undefined, 'sara'))
      .refused('NOT_YOUR_DEPARTMENT', 'Only front-office or repair can take back this merge; you work for sales.');
  });

  it('asked twice undoes once; refuses a merge that never was', () => {
    given(opened(), merged('first', 'DUPLICATE'), undone({})).when(undo()).then();
    given(opened(), merged('first', 'DUPLICATE'), undone({})).when(undo({}, 'tom')).then();
    given(opened(), merged('first', 'DUPLICATE'), undone({}))
      .when(undo({}, 'sara'))
      .refused('NOT_YOUR_DEPARTMENT', 'front-office or repair');
    given(opened()).when(undo()).refused('MERGE_UNKNOWN', 'mergeId');
  });
});
