import { claimed, declined, offered, opened, passedOn, recalled, resolved } from '../../testing/case.happenings.js';
import { at, by, caseId, given, id } from '../../testing/case.scenarios.js';
import { recallTransfer } from './recall-transfer.decision.js';

const recall = (who: Parameters<typeof by>[0] = 'ines', which: { transferId?: string } = {}) =>
  recallTransfer({ caseId, reason: 'Solved meanwhile', ...which }, by(who));

describe('recalling a transfer', () => {
  it('takes the offer back, with the reason', () => {
    given(opened(), offered()).when(recall()).then(recalled());
    given(opened(), offered())
      .when(recall('otto', { transferId: id('transfer') }))
      .then(recalled());
  });

  it('H1 leaves the sender accountable and ends the offer', () => {
    expect(given(opened(), claimed('ines'), offered(), recalled()).state()).toMatchObject({
      accountable: 'front-office',
      holder: 'ines',
      openTransferId: undefined,
    });
  });

  it('H1 is for the sender', () => {
    given(opened(), offered())
      .when(recall('tom'))
      .refused('NOT_YOUR_DEPARTMENT', 'repair declines it with declineTransfer');
    given(opened(), offered()).when(recall('ada')).then(recalled());
    given(opened(), ...passedOn)
      .when(recall('tom'))
      .refused('NOT_YOUR_DEPARTMENT', 'no longer open');
  });

  it('C2 refuses a recall that came before the offer', () => {
    given(opened(), offered())
      .when(recallTransfer({ caseId, reason: 'Solved meanwhile' }, { ...by('ines'), occurredAt: at('09:00:59') }))
      .refused('OCCURRED_TOO_EARLY', at('09:01'));
  });

  it('asked twice recalls once', () => {
    given(opened(), offered(), recalled()).when(recall()).then();
  });

  it('asked again for another reason is refused, saying who recalled it, when and why', () => {
    const other = recallTransfer({ caseId, reason: 'Sent to the wrong one' }, by('otto'));
    const refusal = given(opened(), offered(), recalled()).when(other).refused('TRANSFER_NOT_OPEN', 'recalled already');
    expect(refusal.message).toMatch(/by \w+ on 2026-03-02T09:02:00.000Z \(Solved meanwhile\)\. It takes a new offer/);
  });

  it('refuses what the receiver has answered: accepted is accepted', () => {
    given(opened(), ...passedOn)
      .when(recall())
      .refused('TRANSFER_NOT_OPEN', 'accepted');
    given(opened(), offered(), declined()).when(recall()).refused('TRANSFER_NOT_OPEN', 'declined');
  });

  it('refuses what never was on offer, and a case that is unknown or resolved', () => {
    given(opened()).when(recall()).refused('TRANSFER_UNKNOWN');
    given().when(recall()).refused('CASE_UNKNOWN');
    given(opened(), offered(), declined(), resolved).when(recall()).refused('CASE_NOT_OPEN');
  });
});
