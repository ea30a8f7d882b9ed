import fc from 'fast-check';
import type { CaseFact, TransferOffered } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { fold } from '@baton/decider';
import { rowsOf } from '@baton/projections/testing';
import { caseAggregate } from '../../case-folds.state.js';
import { untoldPassings, type CaseEvent } from '../../case.state.js';
import { intents, live } from '../../testing/case.histories.js';
import { anOffer, CASE, CUSTOMER, eventsOf, importedStory, opened, uuid } from '../testing/stories.js';
import { uninformedTransferList } from './uninformed-transfers.projection.js';

const list = async (...facts: CaseFact[]) => (await rowsOf(uninformedTransferList, eventsOf(facts))).rows;
const passed = (from: string, to: string, n = 26, details: Partial<TransferOffered> = {}): CaseFact[] => [
  { type: 'TransferOffered', data: { ...anOffer(n, from, to), ...details } },
  { type: 'TransferAccepted', data: { transferId: uuid(n), from, to, holder: 'ben' } },
];
const informed = (n = 26): CaseFact => ({
  type: 'CustomerInformedOfTransfer',
  data: { transferId: uuid(n), informedBy: 'WAIVER', waiver: 'UNREACHABLE' },
});

describe('the list of transfers that customers do not know of', () => {
  it('H9 says who is to tell whom, since when, and by when', async () => {
    expect(await list(opened, ...passed('SHOP', 'DEPOT'))).toEqual([
      {
        caseId: CASE,
        customerId: CUSTOMER,
        department: 'DEPOT',
        from: 'SHOP',
        transferId: uuid(26),
        reason: 'ROOT_CAUSE_ELSEWHERE',
        acceptedAt: '2026-03-02T09:02:00.000Z',
        transfers: 1,
        due: '2026-03-04T00:00:00.000Z',
        calendar: 'always@1 customer-told@1',
        status: 'OPEN',
      },
    ]);
  });

  it('H9 counts by the hours that the receiver had when it accepted, whatever they are later', async () => {
    const hours = (until: string) => ({
      type: 'OpeningHoursSet' as const,
      data: { zone: 'UTC', weekly: [{ day: 'FRIDAY' as const, from: '08:00', until }] },
    });
    const depot = recorded('department-DEPOT', [
      { type: 'DepartmentOpened', data: { name: 'Depot' } },
      hours('12:00'),
      { type: 'HolidaysSet', data: { holidays: [{ date: '2026-03-06', name: 'Fair' }], exceptions: [] } },
    ]);
    const later = recorded('department-DEPOT', [hours('17:00')], { revision: 3 });
    const { rows } = await rowsOf(uninformedTransferList, [
      ...depot,
      ...eventsOf([opened, ...passed('SHOP', 'DEPOT')]),
      ...later,
    ]);
    expect(rows).toMatchObject([{ due: '2026-03-13T12:00:00.000Z', calendar: 'DEPOT@2 customer-told@1' }]);
  });

  it('H9 keeps the first due time where the case passes on again, and whoever has it now is to tell', async () => {
    const rows = await list(opened, ...passed('SHOP', 'DEPOT'), ...passed('DEPOT', 'BILLING', 27));
    expect(rows).toMatchObject([
      { department: 'BILLING', from: 'SHOP', transferId: uuid(26), transfers: 2, due: '2026-03-04T00:00:00.000Z' },
    ]);
    const observed: CaseFact = { type: 'TransferObserved', data: { from: 'DEPOT', to: 'BILLING' } };
    expect(await list(opened, ...passed('SHOP', 'DEPOT'), observed)).toMatchObject([
      { department: 'BILLING', transfers: 1 },
    ]);
  });

  it('H9 has a case that a supervisor moved, too: whoever has it now is to tell, by its own hours', async () => {
    const arbitrated: CaseFact = {
      type: 'AssignmentArbitrated',
      data: { arbitrationId: uuid(40), from: 'SHOP', to: 'DEPOT', transferId: uuid(26), reason: 'It has to stop' },
    };
    const [offer] = passed('SHOP', 'DEPOT') as [CaseFact];
    const rows = await list(opened, offer, arbitrated);
    expect(rows).toMatchObject([{ department: 'DEPOT', from: 'SHOP', transferId: uuid(40), transfers: 1 }]);
    expect(rows[0]).not.toHaveProperty('reason');
    const twice = [
      opened,
      ...passed('SHOP', 'BILLING'),
      { ...arbitrated, data: { ...arbitrated.data, from: 'BILLING' } },
    ];
    expect(await list(...(twice as CaseFact[]))).toMatchObject([{ from: 'SHOP', transferId: uuid(26), transfers: 2 }]);
    expect(await list(opened, arbitrated, informed(40))).toEqual([]);
  });

  it('H9 has no case whose customer was told, was on the line, or whose department stayed the same', async () => {
    expect(await list(opened, ...passed('SHOP', 'DEPOT'), informed())).toEqual([]);
    const live: CaseFact = {
      type: 'CustomerInformedOfTransfer',
      data: { transferId: uuid(26), informedBy: 'LIVE' },
    };
    expect(await list(opened, ...passed('SHOP', 'DEPOT', 26, { mode: 'CONFERENCE' }), live)).toEqual([]);
    expect(await list(opened, ...passed('SHOP', 'SHOP'))).toEqual([]);
    expect(await list(opened, passed('SHOP', 'DEPOT')[0] as CaseFact)).toEqual([]);
    expect(await list(...importedStory(3))).toEqual([]);
  });

  it('H9 has a case that was offered with the customer on the line and accepted when they had hung up', async () => {
    const rows = await list(opened, ...passed('SHOP', 'DEPOT', 26, { mode: 'BLIND' }));
    expect(rows).toMatchObject([{ department: 'DEPOT', transferId: uuid(26), transfers: 1 }]);
  });

  it('H9 X3 has a case that was merged into another one: whoever answers for that one is to tell, until they have', async () => {
    const two = (to: 'DUPLICATE' | 'SURVIVOR', other: number, type: 'CasesMerged' | 'CasesUnmerged'): CaseFact => ({
      type,
      data: { mergeId: uuid(50), other: uuid(other), role: to, reason: 'The same' },
    });
    const survivor = eventsOf(
      [opened, two('SURVIVOR', 1, 'CasesMerged'), ...passed('SHOP', 'BILLING', 27), { type: 'CaseResolved', data: {} }],
      uuid(51),
    );
    const duplicate = eventsOf([
      opened,
      ...passed('SHOP', 'DEPOT'),
      two('DUPLICATE', 51, 'CasesMerged'),
      two('DUPLICATE', 51, 'CasesUnmerged'),
    ]);
    const [open, ...later] = survivor as [CaseEvent, ...CaseEvent[]];
    const until = async (done: number, ...more: CaseEvent[]) => {
      const { rows } = await rowsOf(uninformedTransferList, [
        open,
        ...duplicate.slice(0, 4),
        ...later.slice(0, done),
        ...more,
      ]);
      return rows.filter(({ caseId }) => caseId === CASE).map(({ department, status }) => `${department} ${status}`);
    };
    expect(await until(1)).toEqual(['SHOP OPEN']);
    expect(await until(3)).toEqual(['BILLING OPEN']);
    expect(await until(4)).toEqual(['BILLING RESOLVED']);
    expect(await until(3, ...duplicate.slice(4))).toEqual(['DEPOT OPEN']);
    expect(await until(3, ...eventsOf([opened, ...passed('SHOP', 'DEPOT'), opened, informed()]).slice(4))).toEqual([]);
  });

  it('H9 X3 leaves a case that is a matter of its own again as it stands, wherever the other one goes', async () => {
    const duplicate = [opened, ...passed('SHOP', 'DEPOT'), merged('CasesMerged'), merged('CasesUnmerged')];
    const [open, ...later] = eventsOf(
      [opened, ...passed('SHOP', 'BILLING', 27), { type: 'CaseResolved', data: {} }],
      uuid(51),
    ) as [CaseEvent, ...CaseEvent[]];
    const after = async (done: number) => {
      const { rows } = await rowsOf(uninformedTransferList, [open, ...eventsOf(duplicate), ...later.slice(0, done)]);
      return rows.filter(({ caseId }) => caseId === CASE).map(({ department, status }) => `${department} ${status}`);
    };
    expect(await after(0)).toEqual(['DEPOT OPEN']);
    expect(await after(2)).toEqual(['DEPOT OPEN']);
    expect(await after(3)).toEqual(['DEPOT OPEN']);
  });

  it('takes no recalled offer for the one that was accepted', async () => {
    const [offer, accepted] = passed('SHOP', 'DEPOT') as [CaseFact, CaseFact];
    const recalled: CaseFact = {
      type: 'TransferRecalled',
      data: { transferId: uuid(26), from: 'SHOP', to: 'DEPOT', reason: 'no' },
    };
    expect(await list(opened, offer, recalled, accepted)).toEqual([]);
  });

  it.each<[string, CaseFact[]]>([
    ['RESOLVED', [{ type: 'CaseResolved', data: {} }]],
    [
      'CLOSED',
      [
        { type: 'CaseResolved', data: {} },
        { type: 'CaseClosed', data: {} },
      ],
    ],
    [
      'OPEN',
      [
        { type: 'CaseResolved', data: {} },
        { type: 'CaseReopened', data: {} },
      ],
    ],
    ['MERGED', [merged('CasesMerged')]],
    ['OPEN', [merged('CasesMerged'), merged('CasesUnmerged')]],
  ])('knows a case that is %s', async (status, facts) => {
    const [row] = await list(opened, ...passed('SHOP', 'DEPOT'), ...facts);
    expect(row).toMatchObject({ status });
  });

  it('says the same as the cases do, whatever happened', async () => {
    await fc.assert(
      fc.asyncProperty(intents, async (history) => {
        const events = live(history).flatMap((step) => step.events);
        const { rows } = await rowsOf(uninformedTransferList, events);
        const state = fold(caseAggregate, events);
        const untold = untoldPassings(state);
        const found = rows.map(({ transferId, department, transfers, status }) => [
          transferId,
          department,
          transfers,
          status,
        ]);
        expect(found).toEqual(
          untold.length === 0 ? [] : [[untold[0]?.transferId, state.accountable, untold.length, state.status]],
        );
      }),
      { numRuns: 30 },
    );
  });
});

function merged(type: 'CasesMerged' | 'CasesUnmerged'): CaseFact {
  return { type, data: { mergeId: uuid(50), other: uuid(51), role: 'DUPLICATE', reason: 'The same' } };
}
