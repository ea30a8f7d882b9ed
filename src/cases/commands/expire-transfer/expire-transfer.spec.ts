import type { CaseFact } from '@baton/contracts';
import { accepted, claimed, declined, expired, offered, opened, recalled } from '../../testing/case.happenings.js';
import { at, by, caseId, given, id, made } from '../../testing/case.scenarios.js';
import { expireTransfer } from './expire-transfer.decision.js';

const expiresAt = at('17:00');
const expire = (now = expiresAt, transferId = id('transfer')) => expireTransfer({ caseId, transferId }, by('ada', now));
const escalated: CaseFact = {
  type: 'EscalationRaised',
  data: {
    escalationId: made('escalation'),
    department: 'repair',
    cause: 'OFFER_EXPIRED',
    transferId: id('transfer'),
  },
};

describe('expiring an offer', () => {
  it("H4 returns it and tells the receiver's supervisor, once its time has come", () => {
    given(opened(), offered({ expiresAt })).when(expire()).then(expired(expiresAt), escalated);
    given(opened(), offered({ expiresAt }))
      .when(expire(at('09:00', 9)))
      .then(expired(expiresAt), escalated);
  });

  it('H4 refuses it a millisecond before, and where it does not expire at all', () => {
    const refusal = given(opened(), offered({ expiresAt }))
      .when(expire('2026-03-02T16:59:59.999Z'))
      .refused('TRANSFER_NOT_DUE', expiresAt);
    expect(refusal.details.rule).toBe('H4');
    given(opened(), offered())
      .when(expire(at('09:00', 9)))
      .refused('TRANSFER_NOT_DUE', 'never');
  });

  it('H1 leaves the sender accountable and the case with its holder, and the next offer may be made', () => {
    const state = given(opened(), claimed('ines'), offered({ expiresAt }), expired(expiresAt), escalated).state();
    expect(state).toMatchObject({ accountable: 'front-office', holder: 'ines', openTransferId: undefined });
    expect(state.transfers.get(id('transfer'))).toMatchObject({ status: 'EXPIRED', endRevision: 3 });
  });

  it.each([
    ['accepted', accepted()],
    ['declined', declined()],
    ['recalled', recalled()],
    ['expired', expired(expiresAt)],
  ])('does nothing where it was %s meanwhile', (_, ended) => {
    given(opened(), offered({ expiresAt }), ended).when(expire()).then();
  });

  it('refuses what never was', () => {
    given(opened()).when(expire()).refused('TRANSFER_UNKNOWN');
    given().when(expire()).refused('CASE_UNKNOWN');
  });
});
