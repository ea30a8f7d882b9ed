import type { CaseFact, TransferOffered } from '@baton/contracts';
import { rowsOf } from '@baton/projections/testing';
import { anOffer, CASE, eventsOf, opened, uuid } from '../testing/stories.js';
import { KEPT, receivingPace } from './receiving-pace.projection.js';

const offered = (details: Partial<TransferOffered> = {}): CaseFact => ({
  type: 'TransferOffered',
  data: { ...anOffer(26, 'SHOP', 'DEPOT'), ...details },
});
const between = { transferId: uuid(26), from: 'SHOP', to: 'DEPOT' };
const accepted: CaseFact = { type: 'TransferAccepted', data: { ...between, holder: 'dora' } };
const views = (...facts: CaseFact[]) => rowsOf(receivingPace, eventsOf([opened, ...facts]));

describe('how quickly a receiver accepts', () => {
  it('is told of the department, the agent who accepted and the skill that was asked', async () => {
    const { offers, paces } = await views(offered({ skill: 'pumps' }), accepted);
    expect(offers).toEqual([]);
    const at = ['2026-03-02T09:02:00.000Z'];
    expect(paces).toEqual([
      { department: 'DEPOT', limitOf: 'AGENT', of: 'dora', accepted: at },
      { department: 'DEPOT', limitOf: 'DEPARTMENT', of: 'DEPOT', accepted: at },
      { department: 'DEPOT', limitOf: 'SKILL', of: 'pumps', accepted: at },
    ]);
  });

  it('is told by the last acceptances alone', async () => {
    const many = Array.from({ length: KEPT + 5 }, () => [offered(), accepted]).flat();
    const { paces } = await views(...many);
    const kept = paces.find(({ limitOf }) => limitOf === 'DEPARTMENT')?.accepted ?? [];
    expect(kept).toHaveLength(KEPT);
    expect(kept.at(-1)).toBe(eventsOf([opened, ...many]).at(-1)?.occurredAt);
    expect(kept).toEqual([...kept].sort());
  });

  it('tells nothing of what stays within a department', async () => {
    const within = { from: 'SHOP', to: 'SHOP' };
    const shift: CaseFact = { type: 'TransferAccepted', data: { ...between, ...within, holder: 'ines' } };
    const { offers, paces } = await views(offered({ ...within, reason: 'ABSENCE_OR_SHIFT' }), shift);
    expect([offers, paces]).toEqual([[], []]);
  });
});

describe('the offers that wait', () => {
  it('are known with the agent and the skill they are meant for', async () => {
    const { offers } = await views(offered({ toAgent: 'dora', skill: 'pumps' }));
    const between = { transferId: uuid(26), from: 'SHOP', to: 'DEPOT' };
    expect(offers).toEqual([{ caseId: CASE, ...between, toAgent: 'dora', skill: 'pumps' }]);
  });

  it('are those within a department, too, so that many for one colleague stand in a line', async () => {
    const within = { from: 'SHOP', to: 'SHOP', toAgent: 'ines', reason: 'ABSENCE_OR_SHIFT' } as const;
    const { offers } = await views(offered(within));
    expect(offers).toEqual([{ caseId: CASE, transferId: uuid(26), from: 'SHOP', to: 'SHOP', toAgent: 'ines' }]);
  });

  it.each<CaseFact>([
    { type: 'TransferDeclined', data: { ...between, reason: 'no' } },
    { type: 'TransferRecalled', data: { ...between, reason: 'no' } },
    { type: 'TransferExpired', data: { ...between, expiresAt: '2026-03-03T09:00:00.000Z' } },
    { type: 'AssignmentArbitrated', data: { arbitrationId: uuid(41), from: 'SHOP', to: 'BILLING', reason: 'no' } },
  ])('do no longer after a $type', async (ended) => {
    expect((await views(offered(), ended)).offers).toEqual([]);
  });
});
