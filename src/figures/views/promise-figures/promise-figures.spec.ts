import { streamOf, type By, type CaseFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { rowsOf } from '@baton/projections/testing';
import { idOf, onDay, ToldOffice } from '../../testing/told-office.js';
import { FiguresOfPromises } from './figures-of-promises.js';
import { promiseFigures } from './promise-figures.projection.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const fact = (type: CaseFact['type'], data: object): CaseFact => ({ type, data }) as CaseFact;
const opened = (segment?: string): CaseFact =>
  fact('CaseOpened', { department: 'A', ...(segment === undefined ? {} : { segment }) });
const promised = (name: string, due: string, department = 'A'): CaseFact =>
  fact('PromiseMade', { promiseId: idOf(name), department, due });
const of = (name: string) => ({ promiseId: idOf(name) });
const broken = (name: string, cause: 'OVERDUE' | 'CANCELLED', department: string): CaseFact[] => [
  fact('PromiseBroken', { ...of(name), cause }),
  fact('EscalationRaised', { ...of(name), cause: 'PROMISE_BROKEN', department }),
];

const office = new ToldOffice();
const promises = new FiguresOfPromises(office.queries);

beforeAll(async () => {
  await office.tell('one', 2, 'A', [
    opened('Low'),
    promised('kept', onDay(3)),
    fact('PromiseKept', of('kept')),
    promised('moved', onDay(4)),
    fact('CallbackAttempted', of('moved')),
    fact('CallbackAttempted', of('moved')),
    fact('PromiseRenegotiated', { ...of('moved'), due: onDay(5) }),
    fact('PromiseKept', of('moved')),
    promised('late', onDay(6)),
    ...broken('late', 'OVERDUE', 'A'),
    promised('mended', onDay(6)),
    ...broken('mended', 'OVERDUE', 'A'),
    fact('PromiseKept', { ...of('mended'), mendsBreach: true }),
  ]);
  await office.tell('two', 2, 'B', [
    opened(),
    // Passed on to B, which keeps it; what C owes as it answers for the case in which work goes on; and three settled otherwise.
    promised('assumed', onDay(33)),
    fact('PromiseAssumed', { ...of('assumed'), from: 'A', to: 'B' }),
    fact('PromiseKept', of('assumed')),
    promised('of a duplicate', onDay(33)),
    ...broken('of a duplicate', 'OVERDUE', 'C'),
    promised('withdrawn', onDay(33), 'B'),
    fact('PromiseCancelled', { ...of('withdrawn'), conditionFalse: false }),
    ...broken('withdrawn', 'CANCELLED', 'B'),
    promised('dropped', onDay(33), 'B'),
    fact('PromiseCancelled', { ...of('dropped'), conditionFalse: true }),
    promised('released', onDay(33), 'B'),
    fact('PromiseReleased', of('released')),
    promised('open', onDay(33), 'B'),
  ]);
  await office.catchUp(promiseFigures);
});
afterAll(() => office.close());

const group = (name: string, due: number, kept: number, overdue = 0, withdrawn = 0) => ({
  ...{ group: name, promises: due, promisesKept: kept, promisesOverdue: overdue, promisesWithdrawn: withdrawn },
  promiseKeptRate: kept / (kept + overdue + withdrawn),
});

describe('how promises were kept', () => {
  it('P3, P5, P7 counts what was kept, broken and settled otherwise, by who owed it', async () => {
    expect(await promises.figures({})).toEqual({
      ...{ promises: 10, promisesKept: 4, promisesOverdue: 2, promisesWithdrawn: 1, promiseKeptRate: 4 / 7 },
      ...{ promisesReleased: 1, promisesDropped: 1, promisesOpen: 1 },
      ...{ promisesRenegotiated: 1, callbackAttempts: 2 },
      promiseLeadMean: (DAY_MS * (1 + 2 + 4 + 4 + 6 * 31)) / 10,
      departments: [group('B', 5, 1, 0, 1), group('A', 4, 3, 1), group('C', 1, 0, 1)],
      segments: [group('Low', 4, 3, 1)],
      months: [group('2026-04', 6, 1, 1, 1), group('2026-03', 4, 3, 1)],
    });
  });

  it('P7 a breach that is mended is none', async () => {
    expect(await promises.figures({ from: onDay(6), to: onDay(7) })).toMatchObject({
      ...{ promises: 2, promisesKept: 1, promisesOverdue: 1 },
    });
  });

  it.each<[string, CaseFact]>([
    ['KEPT', fact('PromiseKept', of('asked'))],
    ['DROPPED', fact('PromiseCancelled', { ...of('asked'), conditionFalse: true })],
  ])('H1 a promise that an administrator settled, %s, counts for the department that owed it', async (end, settled) => {
    const settledBy = async (by: By) => {
      const facts = [opened(), promised('asked', onDay(3)), settled];
      const events = recorded(streamOf('case', idOf('asked')), facts, { by });
      return (await rowsOf(promiseFigures, events)).promises;
    };
    const ada = { agent: 'ada', department: 'office', role: 'ADMIN' } as const;
    expect(await settledBy(ada)).toMatchObject([{ end, department: 'A' }]);
    expect(await settledBy({ ...ada, role: 'AGENT' })).toMatchObject([{ end, department: 'office' }]);
  });

  it('P4 goes by the time agreed on last, and leads to the first', async () => {
    const moved = await promises.figures({ from: onDay(5), to: onDay(6) });
    expect(moved).toMatchObject({ promises: 1, promisesRenegotiated: 1, promiseLeadMean: 2 * DAY_MS });
  });

  it('is narrowed to a segment and to a department', async () => {
    expect(await promises.figures({ segment: 'Low' })).toMatchObject({ promises: 4 });
    expect(await promises.figures({ department: 'C' })).toMatchObject({ promises: 1, promiseKeptRate: 0 });
  });

  it('is zeros, and no rate, where nothing was due', async () => {
    const none = await promises.figures({ department: 'nobody' });
    expect(none).toMatchObject({ promises: 0, promisesKept: 0, departments: [], months: [] });
    expect(none).not.toHaveProperty('promiseKeptRate');
    expect(none).not.toHaveProperty('promiseLeadMean');
  });
});
