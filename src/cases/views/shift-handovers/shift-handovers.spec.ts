import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaseFact, HandoverFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { ProjectionRunner } from '@baton/projections';
import { SqliteViews } from '@baton/projections/sqlite';
import { ArrayLog, rowsOf, WatchedQueries } from '@baton/projections/testing';
import type { AtLeast } from '../../../platform/graphql/at-least.js';
import { anOffer, CASE, eventsOf, opened, uuid } from '../testing/stories.js';
import { shiftHandoverList } from './shift-handovers.projection.js';
import { ShiftHandoversHandler, ShiftHandoversOf } from './shift-handovers.query.js';
import type { ShiftHandoverFilter } from './shift-handovers.result.js';

const HANDOVER = uuid(300);
const transferId = uuid(90);
const left = { caseId: uuid(2), code: 'TRANSFER_ALREADY_OPEN', message: 'It is on offer to DEPOT' };
const begun = (agent = 'ines', transfer = transferId): HandoverFact => ({
  type: 'HandoverStarted',
  data: {
    agent,
    department: 'SHOP',
    cases: [{ caseId: CASE, transferId: transfer, toAgent: 'ben' }],
    left: [left],
  },
});
const ofHandover = (...facts: HandoverFact[]) => recorded(`handover-${HANDOVER}`, facts);
const offered: CaseFact = { type: 'TransferOffered', data: anOffer(90, 'SHOP', 'SHOP') };
const ends: [string, CaseFact, object][] = [
  [
    'ACCEPTED',
    { type: 'TransferAccepted', data: { transferId, from: 'SHOP', to: 'SHOP', holder: 'ben' } },
    { holder: 'ben' },
  ],
  ['DECLINED', { type: 'TransferDeclined', data: { transferId, from: 'SHOP', to: 'SHOP', reason: 'No time' } }, {}],
  ['RECALLED', { type: 'TransferRecalled', data: { transferId, from: 'SHOP', to: 'SHOP', reason: 'Stays' } }, {}],
  [
    'RECALLED',
    {
      type: 'AssignmentArbitrated',
      data: { arbitrationId: uuid(5), from: 'SHOP', to: 'DEPOT', transferId, reason: 'It has to stop' },
    },
    {},
  ],
];
const row = async (...facts: CaseFact[]) =>
  (await rowsOf(shiftHandoverList, [...ofHandover(begun()), ...eventsOf([opened, ...facts])])).rows[0];

describe('the handovers of a department', () => {
  it('show what was left out, and each case once it is on offer', async () => {
    expect(await row()).toMatchObject({ agent: 'ines', waiting: 0, waits: 0, cases: [{ caseId: CASE }, left] });
    expect(await row(offered)).toMatchObject({
      waiting: 1,
      waits: 1,
      cases: [{ status: 'OFFERED', toAgent: 'ben' }, left],
    });
  });

  it.each(ends)('show that a case was %s, after which nothing waits', async (status, end, more) => {
    expect(await row(offered, end)).toMatchObject({ waiting: 0, waits: 0, cases: [{ status, ...more }, left] });
  });

  it('show what could not be offered as it had changed in between', async () => {
    const gone = { caseId: CASE, code: 'CASE_NOT_HELD', message: 'Nobody holds it' };
    const { rows } = await rowsOf(
      shiftHandoverList,
      ofHandover(begun(), { type: 'HandoverOffered', data: { left: [gone] } }),
    );
    expect(rows[0]).toMatchObject({ offered: true, waiting: 0, cases: [gone, left] });
  });

  it('leave other transfers alone', async () => {
    const other: CaseFact = { type: 'TransferOffered', data: anOffer(91, 'SHOP', 'DEPOT') };
    expect((await row(other))?.waiting).toBe(0);
  });
});

describe('pages of handovers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'baton-handovers-'));
  const views = new SqliteViews(join(folder, 'views.sqlite'));
  const watched = new WatchedQueries(views.queries);
  const reached = { reached: () => Promise.resolve() } as unknown as AtLeast;
  const handler = new ShiftHandoversHandler(watched.queries, reached);
  const agents = ['ines', 'ines', 'ben', 'ines', 'ben'];
  const events = agents.flatMap((agent, n) => recorded(`handover-${uuid(400 + n)}`, [begun(agent, uuid(500 + n))]));
  const read = (filter: ShiftHandoverFilter, limit = 10, after?: readonly (string | number)[]) =>
    handler.execute(new ShiftHandoversOf('SHOP', filter, { limit, after }, undefined));

  beforeAll(async () => {
    const log = new ArrayLog(events.map((event, index) => ({ ...event, position: String(index + 1) })));
    await new ProjectionRunner({ store: log, views, projections: [shiftHandoverList] }).catchUp();
  });
  afterAll(async () => {
    await views.close();
    rmSync(folder, { recursive: true });
  });

  it('come without a gap, the latest first, of all or of one agent', async () => {
    const all = (await read({})).edges.map(({ node }) => node.handoverId);
    expect(all).toEqual([4, 3, 2, 1, 0].map((n) => uuid(400 + n)));
    const first = await read({ agent: 'ines' }, 2);
    expect([first.edges.length, first.totalCount, first.pageInfo.hasNextPage]).toEqual([2, 3, true]);
    const last = first.edges[1]?.node;
    const rest = await read({ agent: 'ines' }, 2, [last?.begunAt as string, last?.handoverId as string]);
    expect(rest.edges.map(({ node }) => node.handoverId)).toEqual([uuid(400)]);
    expect((await read({ waiting: true })).edges).toEqual([]);
  });

  it.each<ShiftHandoverFilter>([{}, { agent: 'ines' }, { waiting: false }, { agent: 'ines', waiting: false }])(
    'are read along an index, without sorting: %p',
    async (filter) => {
      watched.forget();
      await read(filter, 2, ['2026-03-02T09:00:00.000Z', uuid(404)]);
      const plans = await watched.plans();
      expect(plans.length).toBeGreaterThan(0);
      for (const steps of plans) {
        expect(steps).not.toMatch(/TEMP B-TREE/);
        expect(steps).toMatch(/^SEARCH .* USING (COVERING )?INDEX/);
      }
    },
  );
});
