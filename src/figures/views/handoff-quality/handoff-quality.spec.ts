import type { BriefPart, CaseFact, DeclineCause } from '@baton/contracts';
import { idOf, onDay, ToldOffice } from '../../testing/told-office.js';
import { handoffQuality } from './handoff-quality.projection.js';
import { HandoffsOfDepartments } from './handoffs-of-departments.js';

const opened = (segment?: string): CaseFact => ({
  type: 'CaseOpened',
  data: { department: 'A', ...(segment === undefined ? {} : { segment }) },
});
const between = (transfer: string, from = 'A', to = 'B') => ({ transferId: idOf(transfer), from, to });
const offered = (transfer: string, completeness: number, from = 'A', to = 'B') =>
  ({ type: 'TransferOffered', data: { ...between(transfer, from, to), completeness } }) as unknown as CaseFact;
const accepted = (transfer: string, mentioned?: number): CaseFact => ({
  type: 'TransferAccepted',
  data: {
    ...between(transfer),
    holder: 'o',
    ...(mentioned === undefined ? {} : { comparison: { rules: 'read-back@1', mentioned, notMentioned: [] } }),
  },
});
const declined = (transfer: string, cause?: DeclineCause): CaseFact => ({
  type: 'TransferDeclined',
  data: { ...between(transfer), reason: 'no', ...(cause === undefined ? {} : { cause }) },
});
const rated = (transfer: string, score: number, ...lacking: BriefPart[]): CaseFact => ({
  type: 'HandoffRated',
  data: { ...between(transfer), score, lacking },
});
const amended = (transfer: string, n: number): CaseFact => ({
  type: 'BriefAmended',
  data: { amendmentId: idOf(`${n}`), transferId: idOf(transfer), correction: 'Two of them' },
});
const expired = (transfer: string): CaseFact => ({
  type: 'TransferExpired',
  data: { ...between(transfer), expiresAt: onDay(3) },
});

const office = new ToldOffice();
const handoffs = new HandoffsOfDepartments(office.queries);

beforeAll(async () => {
  await office.tell('one', 2, 'A', [
    opened('Low'),
    offered('t1', 0.25),
    declined('t1', 'INFORMATION_MISSING'),
    offered('t2', 0.75),
    accepted('t2', 0.4),
    amended('t2', 1),
    amended('t2', 2),
    rated('t2', 2, 'FACTS', 'ASK'),
  ]);
  await office.tell('two', 3, 'A', [
    opened('High'),
    offered('t3', 0.5),
    declined('t3', 'NOT_OURS'),
    offered('t4', 1),
    accepted('t4', 0.5),
    rated('t4', 5),
    offered('t5', 1, 'B', 'C'),
    expired('t5'),
    offered('t6', 1, 'B', 'B'),
    accepted('t6'),
    rated('t6', 1, 'ASK'),
  ]);
  await office.tell('three', 4, 'A', [opened(), { type: 'TransferObserved', data: { from: 'A', to: 'B' } }]);
  await office.catchUp(handoffQuality);
});
afterAll(() => office.close());

describe('how well departments hand over', () => {
  it('is told of the department that hands over, by completeness, declines, read-backs and ratings', async () => {
    const [a, b, ...others] = await handoffs.quality({}, 10);
    expect(others).toEqual([]);
    expect(a).toEqual({
      department: 'A',
      handoffs: 4,
      acceptances: 2,
      declines: 2,
      declinesForInformation: 1,
      expiries: 0,
      completenessMean: 0.625,
      readBacks: 2,
      readBacksDiffering: 1,
      briefsAmended: 1,
      handoffRatings: 2,
      handoffScoreMean: 3.5,
      handoffScores: [0, 1, 0, 0, 1],
      lacking: [
        { part: 'FACTS', handoffs: 1 },
        { part: 'ASK', handoffs: 1 },
      ],
    });
    expect(b).toMatchObject({ department: 'B', handoffs: 1, expiries: 1, handoffRatings: 0, lacking: [] });
    expect(b?.handoffScoreMean).toBeUndefined();
  });

  it('counts neither what stays within a department nor, X5, what an import only observed', async () => {
    const all = await handoffs.quality({}, 10);
    expect(all.reduce((sum, department) => sum + department.handoffs, 0)).toBe(5);
  });

  it('is narrowed to a period, a segment, a department', async () => {
    const of = async (filter: Parameters<typeof handoffs.quality>[0]) =>
      (await handoffs.quality(filter, 10)).map(({ department, handoffs: count }) => `${department} ${count}`);
    expect(await of({ to: onDay(3) })).toEqual(['A 2']);
    expect(await of({ from: onDay(3) })).toEqual(['A 2', 'B 1']);
    expect(await of({ segment: 'Low' })).toEqual(['A 2']);
    expect(await of({ department: 'B' })).toEqual(['B 1']);
    expect(await of({ department: 'nobody' })).toEqual([]);
  });

  it('is paged by the code of the department', async () => {
    expect((await handoffs.quality({}, 1)).map(({ department }) => department)).toEqual(['A']);
    expect((await handoffs.quality({}, 1, 'A')).map(({ department }) => department)).toEqual(['B']);
    expect(await handoffs.quality({}, 1, 'B')).toEqual([]);
  });
});
