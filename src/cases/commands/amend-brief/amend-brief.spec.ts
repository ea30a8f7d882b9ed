import { closed, declined, offered, opened, passedOn, recalled, resolved } from '../../testing/case.happenings.js';
import { by, caseId, given, id, made } from '../../testing/case.scenarios.js';
import { amendBrief } from './amend-brief.decision.js';

const correction = 'The machine is a WM 4000, not a WM 3000';
const amend = (who: Parameters<typeof by>[0] = 'ines', transfer = 'transfer') =>
  amendBrief({ caseId, transferId: id(transfer), correction }, by(who));
const amended = {
  type: 'BriefAmended',
  data: { amendmentId: made('amendment'), transferId: id('transfer'), correction },
} as const;

describe('amending a brief', () => {
  it('H6 corrects the brief of an accepted transfer beside it; the brief itself stays frozen', () => {
    given(opened(), ...passedOn)
      .when(amend())
      .then(amended);
    const before = given(opened(), ...passedOn).state();
    const after = given(opened(), ...passedOn, amended).state();
    expect(after.transfers.get(id('transfer'))).toEqual(before.transfers.get(id('transfer')));
  });

  it('H6 refuses the brief of an offer, a decline or a recall: make a better offer instead', () => {
    const refusal = given(opened(), offered()).when(amend()).refused('TRANSFER_NOT_ACCEPTED', 'Recall the offer');
    expect(refusal.details.rule).toBe('H6');
    given(opened(), offered(), declined()).when(amend()).refused('TRANSFER_NOT_ACCEPTED');
    given(opened(), offered(), recalled()).when(amend()).refused('TRANSFER_NOT_ACCEPTED');
  });

  it('H6 is for the department that wrote the brief, though it is no longer accountable', () => {
    given(opened(), ...passedOn)
      .when(amend('tom'))
      .refused('NOT_YOUR_DEPARTMENT', 'Say it with addNote instead');
    given(opened(), ...passedOn)
      .when(amend('ada'))
      .then(amended);
  });

  it('is possible also after the end: what was wrong is still wrong', () => {
    given(opened(), ...passedOn, resolved, closed)
      .when(amend())
      .then(amended);
  });

  it('asked twice amends once', () => {
    given(opened(), ...passedOn, amended)
      .when(amend())
      .then();
  });

  it('refuses an unknown transfer and an unknown case', () => {
    given(opened(), ...passedOn)
      .when(amend('ines', 'no transfer'))
      .refused('TRANSFER_UNKNOWN');
    given().when(amend()).refused('CASE_UNKNOWN');
  });
});
