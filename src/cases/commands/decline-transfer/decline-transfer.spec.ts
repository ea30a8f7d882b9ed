import type { CaseFact } from '@baton/contracts';
import { claimed, declined, offered, opened, passedOn, recalled, resolved } from '../../testing/case.happenings.js';
import { at, by, caseId, given, id, made } from '../../testing/case.scenarios.js';
import { declineTransfer, type DeclineTransfer } from './decline-transfer.decision.js';

const decline = (details: Partial<DeclineTransfer> = {}, caller = by('tom'), departmentKnown = true) =>
  declineTransfer({ caseId, reason: 'Not our product', ...details }, caller, { departmentKnown });
const suggesting = (suggestedDepartment: string): CaseFact => ({
  type: 'TransferDeclined',
  data: {
    transferId: id('transfer'),
    from: 'front-office',
    to: 'repair',
    reason: 'Not our product',
    suggestedDepartment,
  },
});

describe('declining a transfer', () => {
  it('H5 says why, and which department should have it', () => {
    given(opened(), offered())
      .when(decline({ suggestedDepartment: 'sales' }))
      .then(suggesting('sales'));
  });

  it('H5 may say outright that the receiver does not know', () => {
    given(opened(), offered())
      .when(decline({ suggestionUnknown: true }))
      .then(declined());
  });

  it('H5 refuses silence about who should have it', () => {
    const refusal = given(opened(), offered()).when(decline()).refused('BRIEF_INCOMPLETE', 'suggestedDepartment');
    expect(refusal.details.rule).toBe('H5');
    given(opened(), offered())
      .when(decline({ suggestionUnknown: false }))
      .refused('BRIEF_INCOMPLETE');
  });

  it('H5 refuses a suggestion with the word that there is none', () => {
    given(opened(), offered())
      .when(decline({ suggestedDepartment: 'sales', suggestionUnknown: true }))
      .refused('BRIEF_INCOMPLETE', 'leave one of the two out');
    given(opened(), offered())
      .when(decline({ suggestedDepartment: 'sales', suggestionUnknown: false }))
      .then(suggesting('sales'));
  });

  it('H5 refuses a suggestion of nobody, and of the very department that declines', () => {
    given(opened(), offered())
      .when(decline({ suggestedDepartment: 'slaes' }, by('tom'), false))
      .refused('DEPARTMENT_UNKNOWN', 'slaes');
    given(opened(), offered())
      .when(decline({ suggestedDepartment: 'repair' }))
      .refused('DEPARTMENT_UNKNOWN', 'not your own');
  });

  it('H5 lets the receiver say that the sender should keep it', () => {
    given(opened(), offered())
      .when(decline({ suggestedDepartment: 'front-office' }))
      .then(suggesting('front-office'));
  });

  it('H1 leaves the sender accountable and the case with its holder', () => {
    const state = given(opened(), claimed('ines'), offered(), declined()).state();
    expect(state).toMatchObject({ accountable: 'front-office', holder: 'ines', openTransferId: undefined });
    expect(state.transfers.get(id('transfer'))).toMatchObject({ status: 'DECLINED', endRevision: 3 });
  });

  it('stands among what was tried', () => {
    expect(given(opened(), offered(), declined()).state().attempts.toArray()).toMatchObject([
      { text: 'Offered to repair, which declined: Not our product', revision: 2 },
    ]);
  });

  it('H1 is for the receiver', () => {
    given(opened(), offered())
      .when(decline({ suggestionUnknown: true }, by('ines')))
      .refused('NOT_YOUR_DEPARTMENT', 'front-office takes the offer back with recallTransfer');
    given(opened(), offered())
      .when(decline({ suggestionUnknown: true }, by('ada')))
      .then(declined());
  });

  it('H5 says as a word why, where the receiver does, so that it can be counted', () => {
    const said = { ...declined().data, cause: 'INFORMATION_MISSING' };
    given(opened(), offered())
      .when(decline({ suggestionUnknown: true, cause: 'INFORMATION_MISSING' }))
      .then({ type: 'TransferDeclined', data: said } as CaseFact);
  });

  it('C2 refuses a decline that came before the offer', () => {
    given(opened(), offered())
      .when(decline({ suggestionUnknown: true }, { ...by('tom'), occurredAt: at('09:00:59') }))
      .refused('OCCURRED_TOO_EARLY', at('09:01'));
  });

  it('asked twice declines once', () => {
    given(opened(), offered(), declined())
      .when(decline({ suggestionUnknown: true }))
      .then();
  });

  it('asked again with another reason, cause or suggestion is refused, saying who declined it, when and why', () => {
    const past = [opened(), offered(), suggesting('sales')];
    given(...past)
      .when(decline({ suggestedDepartment: 'sales' }, by('rosa')))
      .then();
    const others: Partial<DeclineTransfer>[] = [
      { suggestedDepartment: 'sales', reason: 'No time' },
      { suggestedDepartment: 'sales', cause: 'NOT_OURS' },
      { suggestedDepartment: 'front-office' },
      { suggestionUnknown: true },
    ];
    for (const other of others) {
      const refusal = given(...past)
        .when(decline(other, by('rosa')))
        .refused('TRANSFER_NOT_OPEN', 'declined already');
      expect(refusal.message).toMatch(`by ines on ${at('09:02')} (Not our product; sales should have it)`);
    }
  });

  it('refuses what was recalled or accepted, what never was, and a case that is not open', () => {
    const say = { suggestionUnknown: true };
    given(opened(), offered(), recalled()).when(decline(say)).refused('TRANSFER_NOT_OPEN', 'recalled');
    given(opened(), ...passedOn)
      .when(decline(say))
      .refused('TRANSFER_NOT_OPEN', 'accepted');
    given(opened()).when(decline(say)).refused('TRANSFER_UNKNOWN');
    given(opened(), ...passedOn, resolved)
      .when(decline(say))
      .refused('CASE_NOT_OPEN');
    given().when(decline(say)).refused('CASE_UNKNOWN');
  });

  it('H10 raises a notice with the second decline, which asks no supervisor', () => {
    const again = [opened(), offered({ transferId: id('first') }), declined({}, 'first'), offered()];
    const [first, ...others] = given(...again)
      .when(decline({ suggestionUnknown: true }))
      .facts();
    expect(first).toEqual(declined());
    expect(others).toEqual([
      {
        type: 'ChainAlarmRaised',
        data: {
          ...{ alarmId: made('alarm SECOND_DECLINE'), level: 'NOTICE', cause: 'SECOND_DECLINE' },
          ...{ transferId: id('transfer'), rules: 'chain-alarms@2' },
          ...{ transfers: 0, returns: 0, declines: 2, departments: 1 },
        },
      },
    ]);
  });
});
