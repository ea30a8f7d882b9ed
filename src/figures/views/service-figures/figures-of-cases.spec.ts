import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { derivedId, streamOf, type CaseFact } from '@baton/contracts';
import { Streams, type PastFact } from '@baton/event-store';
import { MemoryEventStore } from '@baton/event-store/memory';
import { fieldsOf } from '@baton/fields';
import { ProjectionRunner } from '@baton/projections';
import { SqliteViews } from '@baton/projections/sqlite';
import type { AtLeast } from '../../../platform/graphql/at-least.js';
import { definitions } from '../../definitions.js';
import { caseFigures } from '../case-figures/case-figures.projection.js';
import { ContactRatings } from '../contact-ratings/contact-ratings.result.js';
import { HandoffQuality } from '../handoff-quality/handoff-quality.result.js';
import { PromiseFigures } from '../promise-figures/promise-figures.result.js';
import { FlowFilter, FlowPair } from '../transfer-flow/transfer-flow.result.js';
import { TransferFlow, TransferFlowHandler } from '../transfer-flow/transfer-flow.query.js';
import { FiguresOfCases } from './figures-of-cases.js';
import { ServiceFigures } from './service-figures.result.js';

const NAMESPACE = '0190b7a4-3c1e-7c55-9c3a-1f2e3d4c5b6a';
const HOUR = 3_600_000;
const at = (day: number, hour: number): string => new Date(Date.UTC(2026, 2, day) + hour * HOUR).toISOString();

const store = new MemoryEventStore();
const folder = mkdtempSync(join(tmpdir(), 'baton-figures-spec-'));
const views = new SqliteViews(join(folder, 'views.db'));
const figures = new FiguresOfCases(views.queries);
const flow = new TransferFlowHandler(views.queries, { reached: () => Promise.resolve() } as unknown as AtLeast);

/** A case that begins on a day of March 2026, with one fact more each hour. */
async function tell(reference: string, day: number, segment: string, facts: readonly CaseFact[]): Promise<void> {
  const opened: CaseFact = { type: 'CaseOpened', data: { department: 'A', segment, reference } };
  const past = [opened, ...facts].map((fact, hour): PastFact => ({ ...fact, occurredAt: at(day, hour) }));
  const commandId = derivedId(NAMESPACE, reference);
  const by = { agent: 'ines', department: 'A', role: 'AGENT' } as const;
  const context = { commandId, commandHash: '0'.repeat(64), by, now: at(31, 0), correlationId: commandId };
  await new Streams(store, { validate: () => [] }).recordPast(streamOf('case', commandId), past, context);
}

const passed = (from: string, to: string): CaseFact => ({ type: 'TransferObserved', data: { from, to } });
const transferId = derivedId(NAMESPACE, 'transfer');
const offered = (to: string) =>
  ({
    type: 'TransferOffered',
    data: { transferId, from: 'A', to, reason: 'WORKLOAD', mode: 'ASYNC' },
  }) as unknown as CaseFact;
const accepted = (to: string): CaseFact => ({
  type: 'TransferAccepted',
  data: { transferId, from: 'A', to, holder: 'o' },
});
const declined = (to: string): CaseFact => ({
  type: 'TransferDeclined',
  data: { transferId, from: 'A', to, reason: 'no' },
});
const worked: CaseFact = { type: 'WorkReported', data: { step: 'x' } };
const resolved: CaseFact = { type: 'CaseResolved', data: {} };
const noticed: CaseFact = {
  type: 'ChainAlarmRaised',
  data: {
    ...{ alarmId: derivedId(NAMESPACE, 'alarm'), level: 'NOTICE', cause: 'SECOND_DECLINE', rules: 'chain-alarms@2' },
    ...{ transfers: 0, returns: 0, declines: 2, departments: 1 },
  },
};

beforeAll(async () => {
  await tell('R-1', 2, 'Low', [passed('A', 'B'), passed('B', 'A'), resolved]); // 3 hours
  await tell('R-2', 3, 'Low', [passed('A', 'C'), passed('C', 'A'), passed('A', 'C'), resolved]); // 4 hours
  await tell('R-3', 4, 'High', [noticed]); // 1 hour
  await tell('R-4', 5, 'High', [offered('B'), declined('B'), offered('B'), accepted('B'), worked]); // waits 1 hour
  await tell('R-5', 6, 'High', [offered('B'), worked, worked, accepted('B')]); // waits 3 hours
  await tell('R-6', 7, 'High', [offered('B'), ...Array<CaseFact>(9).fill(worked), accepted('B'), resolved]); // 10 hours
  await new ProjectionRunner({ store, views, projections: [caseFigures] }).catchUp();
});

afterAll(async () => {
  await views.close();
  rmSync(folder, { recursive: true });
});

describe('the figures of a set of cases', () => {
  it('count all cases where nothing is asked for', async () => {
    expect(await figures.figures({})).toMatchObject({
      cases: 6,
      departments: 3,
      departmentsPerCaseMean: 11 / 6,
      transfers: 8,
      transfersPerCaseMax: 3,
      casesNeverTransferred: 1,
      returns: 3,
      bounces: 3,
      pingPongCases: 2,
      worstPair: { one: 'A', other: 'C', count: 2 },
      topTransfer: { one: 'A', other: 'B', count: 4 },
      declines: 1,
      unresolved: 3,
      longestChains: [
        { reference: 'R-2' },
        { reference: 'R-1' },
        { reference: 'R-4' },
        { reference: 'R-5' },
        { reference: 'R-6' },
      ],
    });
  });

  it('H10, X5 count the alarms that were raised, and those the rules would have raised at observed transfers', async () => {
    const { chainAlarms, alarmedCases } = await figures.figures({});
    expect(chainAlarms).toEqual([
      { level: 'NOTICE', cause: 'SECOND_DECLINE', alarms: 1, raised: 1, cases: 1 },
      { level: 'WARNING', cause: 'RETURN', alarms: 2, raised: 0, cases: 2 },
      { level: 'ALARM', cause: 'SECOND_RETURN', alarms: 1, raised: 0, cases: 1 },
    ]);
    expect(alarmedCases).toEqual([
      { level: 'NOTICE', cases: 1 },
      { level: 'WARNING', cases: 1 },
      { level: 'ALARM', cases: 1 },
    ]);
    expect((await figures.figures({ segment: 'High' })).chainAlarms).toHaveLength(1);
  });

  it('count the cases of a period, a segment, a department', async () => {
    const cases = async (filter: Parameters<typeof figures.figures>[0]) => (await figures.figures(filter)).cases;
    expect(await cases({ from: at(3, 0), to: at(5, 0) })).toBe(2);
    expect(await cases({ segment: 'Low' })).toBe(2);
    expect(await cases({ department: 'C' })).toBe(1);
    expect(await cases({ department: 'A', segment: 'High', from: at(5, 0) })).toBe(3);
    expect(await cases({ department: 'nobody' })).toBe(0);
  });

  it('take the middle of the durations, and the mean of the two in the middle', async () => {
    const median = async (filter: Parameters<typeof figures.figures>[0]) =>
      (await figures.figures(filter)).durationMedianDays * 24;
    expect(await median({ segment: 'Low' })).toBeCloseTo(3.5);
    expect(await median({ from: at(2, 0), to: at(5, 0) })).toBeCloseTo(3);
    expect(await median({ from: at(20, 0) })).toBe(0);
  });

  it('are zeros where there is no case', async () => {
    const none = await figures.figures({ from: at(20, 0) });
    expect(none).toMatchObject({ cases: 0, transfers: 0, departments: 0, durationMaxDays: 0, longestChains: [] });
    expect(none.worstPair).toBeUndefined();
  });

  it('have each one definition, and no definition is without a figure', () => {
    const shown = [ServiceFigures, FlowPair, HandoffQuality, ContactRatings, PromiseFigures].flatMap((type) =>
      fieldsOf(type).map(({ name }) => name),
    );
    const defined = definitions.map(({ name }) => name);
    const keys = ['definitions', 'from', 'to', 'department', 'segments', 'months'];
    expect([...new Set(shown)].filter((name) => !keys.includes(name)).sort()).toEqual(defined.toSorted());
  });
});

describe('the flow between departments', () => {
  const page = async (filter: FlowFilter, limit = 10, after?: readonly (string | number)[]) => {
    const { edges, pageInfo } = await flow.execute(new TransferFlow(filter, { limit, after }, undefined));
    return { nodes: edges.map(({ node }) => node), ...pageInfo };
  };

  it('shows the busiest pair first, with the median of the waitings that are documented', async () => {
    const { nodes } = await page({});
    expect(nodes).toEqual([
      { from: 'A', to: 'B', transfers: 4, returns: 0, bounces: 0, declines: 1, waitingMedian: 3 * HOUR },
      { from: 'A', to: 'C', transfers: 2, returns: 1, bounces: 1, declines: 0 },
      { from: 'B', to: 'A', transfers: 1, returns: 1, bounces: 1, declines: 0 },
      { from: 'C', to: 'A', transfers: 1, returns: 1, bounces: 1, declines: 0 },
    ]);
    const early = await page({ until: at(6, 12) });
    expect(early.nodes[0]?.waitingMedian).toBe(2 * HOUR);
  });

  it('is paged without a gap', async () => {
    const first = await page({}, 3);
    expect([first.nodes.length, first.hasNextPage]).toEqual([3, true]);
    const last = first.nodes.at(-1);
    const rest = await page({}, 3, [last?.transfers ?? 0, last?.from ?? '', last?.to ?? '']);
    expect(rest).toMatchObject({ nodes: [{ from: 'C', to: 'A' }], hasNextPage: false });
  });

  it('is narrowed to a sender, a receiver, either, a time, a segment', async () => {
    const pairs = async (filter: FlowFilter) => (await page(filter)).nodes.map(({ from, to }) => `${from}${to}`).sort();
    expect(await pairs({ from: 'A' })).toEqual(['AB', 'AC']);
    expect(await pairs({ to: 'A' })).toEqual(['BA', 'CA']);
    expect(await pairs({ department: 'C' })).toEqual(['AC', 'CA']);
    expect(await pairs({ since: at(4, 0) })).toEqual(['AB']);
    expect(await pairs({ segment: 'High', to: 'C' })).toEqual([]);
  });
});
