import type { CaseFact } from '@baton/contracts';
import { opened } from '../../testing/case.happenings.js';
import { given, id } from '../../testing/case.scenarios.js';
import { restOf, sayingOf } from './finish-tie.decision.js';

const [here, there, mergeId, linkId] = [id('here'), id('there'), id('merge'), id('link')];
const merged: CaseFact = { type: 'CasesMerged', data: { mergeId, other: there, role: 'DUPLICATE', reason: 'One' } };
const unmerged: CaseFact = { type: 'CasesUnmerged', data: { mergeId, other: there, role: 'DUPLICATE', reason: 'Two' } };
const linked: CaseFact = { type: 'CaseLinked', data: { linkId, other: there, kind: 'RELATED' } };

const saying = (tieId: string, ...facts: CaseFact[]) => sayingOf(given(opened(), ...facts).state(), tieId);
const nothing = saying(mergeId);
const said = saying(mergeId, merged);
const takenBack = saying(mergeId, merged, unmerged);

describe('what is left to do between two cases', () => {
  it('X3 is for the other one to say it, too, where it has said nothing', () => {
    expect(restOf(here, said, nothing)).toMatchObject({ what: 'TIE', saying: { says: 'MERGED', other: there } });
    expect(restOf(here, saying(linkId, linked), nothing)).toMatchObject({ what: 'TIE', saying: { says: 'LINKED' } });
  });

  it('X3 is for one to take it back where the other one has', () => {
    expect(restOf(here, said, takenBack)).toEqual({ what: 'UNTIE', kind: 'MERGED', takenBackBy: there });
    expect(restOf(here, takenBack, said)).toEqual({ what: 'UNTIE', kind: 'MERGED', takenBackBy: here });
  });

  it.each([
    ['both say it', said, said],
    ['both have taken it back', takenBack, takenBack],
    ['it was taken back before the other one said it', takenBack, nothing],
    ['neither knows of it', nothing, nothing],
  ])('is nothing where %s', (_, one, other) => {
    expect(restOf(here, one, other)).toEqual({ what: 'NOTHING' });
  });
});
