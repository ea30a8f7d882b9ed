import { rowsOf } from '@baton/projections/testing';
import type { CaseFact } from '@baton/contracts';
import { anOffer, CASE, eventsOf, opened, uuid } from '../testing/stories.js';
import { NEVER } from '../case-list/case-list.changes.js';
import { sentTransfers, type SentTransfer } from './sent-transfers.projection.js';

const between = { transferId: uuid(26), from: 'SHOP', to: 'DEPOT' };
const offered: CaseFact = {
  type: 'TransferOffered',
  data: { ...anOffer(26, 'SHOP', 'DEPOT'), expiresAt: '2026-03-02T17:00:00.000Z' },
};
const readBack = { ask: 'find the second order', firstAction: 'look', by: '2026-03-02T12:00:00.000Z' };
const comparison = { rules: 'read-back@1', mentioned: 0.5, notMentioned: ['twice'] };
const accepted: CaseFact = { type: 'TransferAccepted', data: { ...between, holder: 'dora', readBack, comparison } };

async function sent(...facts: CaseFact[]): Promise<SentTransfer[]> {
  return (await rowsOf(sentTransfers, eventsOf([opened, ...facts]))).rows as SentTransfer[];
}

describe('H12 the sender of a transfer', () => {
  it('sees that it waits for an answer, and until when', async () => {
    expect(await sent(offered)).toEqual([
      {
        transferId: uuid(26),
        caseId: CASE,
        from: 'SHOP',
        sentBy: 'ines',
        to: 'DEPOT',
        mode: 'ASYNC',
        reason: 'ROOT_CAUSE_ELSEWHERE',
        ask: 'find out why two came',
        offeredAt: '2026-03-02T09:01:00.000Z',
        expiresAt: '2026-03-02T17:00:00.000Z',
        status: 'OFFERED',
        caseStatus: 'OPEN',
        accountable: 'SHOP',
        shownUntil: NEVER,
      },
    ]);
  });

  it('hears who took it and what was understood, for 30 days', async () => {
    expect(await sent(offered, accepted)).toMatchObject([
      {
        status: 'ACCEPTED',
        holder: 'dora',
        understood: 'find the second order',
        notMentioned: ['twice'],
        endedAt: '2026-03-02T09:02:00.000Z',
        shownUntil: '2026-04-01T09:02:00.000Z',
        accountable: 'DEPOT',
      },
    ]);
  });

  it.each<[string, CaseFact, Partial<SentTransfer>]>([
    [
      'why it was declined and who should have it',
      { type: 'TransferDeclined', data: { ...between, reason: 'not ours', suggestedDepartment: 'LOGISTICS' } },
      { status: 'DECLINED', because: 'not ours', suggestedDepartment: 'LOGISTICS', accountable: 'SHOP' },
    ],
    [
      'that it was taken back',
      { type: 'TransferRecalled', data: { ...between, reason: 'solved' } },
      { status: 'RECALLED', because: 'solved' },
    ],
    [
      'that nobody answered',
      { type: 'TransferExpired', data: { ...between, expiresAt: '2026-03-02T17:00:00.000Z' } },
      { status: 'EXPIRED', endedAt: '2026-03-02T09:02:00.000Z' },
    ],
    [
      'that a supervisor decided otherwise',
      {
        type: 'AssignmentArbitrated',
        data: { arbitrationId: uuid(40), from: 'SHOP', to: 'LOGISTICS', transferId: uuid(26), reason: 'theirs' },
      },
      { status: 'RECALLED', because: 'theirs', accountable: 'LOGISTICS' },
    ],
  ])('hears %s', async (_, fact, expected) => {
    expect(await sent(offered, fact)).toMatchObject([expected]);
  });

  it('hears how the customer learned of it, how good the handoff was, and how the matter ended', async () => {
    const informed: CaseFact = {
      type: 'CustomerInformedOfTransfer',
      data: { transferId: uuid(26), informedBy: 'WAIVER', waiver: 'UNREACHABLE' },
    };
    const rated: CaseFact = { type: 'HandoffRated', data: { ...between, score: 4, lacking: [] } };
    const resolved: CaseFact = { type: 'CaseResolved', data: { resolution: 'One was fetched' } };
    const closed: CaseFact = { type: 'CaseClosed', data: {} };
    const reopened: CaseFact = { type: 'CaseReopened', data: {} };
    const all = [offered, accepted, informed, rated, resolved] as const;
    expect(await sent(...all, closed)).toMatchObject([
      { informedBy: 'WAIVER', rating: 4, caseStatus: 'CLOSED', resolution: 'One was fetched' },
    ]);
    const [again] = await sent(...all, reopened);
    expect(again).toMatchObject({ caseStatus: 'OPEN' });
    expect(again).not.toHaveProperty('resolution');
  });

  it('hears where the case goes afterwards, and what became of each of his offers', async () => {
    const onwards: CaseFact[] = [
      { type: 'TransferOffered', data: anOffer(27, 'DEPOT', 'LOGISTICS') },
      { type: 'TransferAccepted', data: { transferId: uuid(27), from: 'DEPOT', to: 'LOGISTICS', holder: 'lea' } },
    ];
    expect(await sent(offered, accepted, ...onwards)).toMatchObject([
      { transferId: uuid(26), from: 'SHOP', accountable: 'LOGISTICS' },
      { transferId: uuid(27), from: 'DEPOT', accountable: 'LOGISTICS' },
    ]);
  });

  it('X3 hears that the case was found to be the same matter as another, and that it was not', async () => {
    const data = { mergeId: uuid(30), other: uuid(31), role: 'DUPLICATE' as const, reason: 'the same router' };
    const merged: CaseFact = { type: 'CasesMerged', data };
    expect(await sent(offered, accepted, merged)).toMatchObject([{ caseStatus: 'MERGED' }]);
    expect(await sent(offered, accepted, merged, { type: 'CasesUnmerged', data })).toMatchObject([
      { caseStatus: 'OPEN' },
    ]);
  });
});
