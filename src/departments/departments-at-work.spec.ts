import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgentFact, DepartmentFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { Streams } from '@baton/event-store';
import { MemoryEventStore } from '@baton/event-store/memory';
import { ProjectionRunner, type ViewQueries } from '@baton/projections';
import { SqliteViews } from '@baton/projections/sqlite';
import { ArrayLog } from '@baton/projections/testing';
import { contextOf } from '../../test/support/callers.js';
import { departmentAggregate } from './department.state.js';
import { DepartmentsAtWork } from './departments-at-work.js';
import { agents } from './views/agents/agents.projection.js';

const opened: DepartmentFact = { type: 'DepartmentOpened', data: { name: 'Repair shop', zone: 'Europe/Vienna' } };
const weekly = [{ day: 'MONDAY', from: '08:00', until: '12:00' } as const];
const hours: DepartmentFact = { type: 'OpeningHoursSet', data: { zone: 'Europe/Vienna', weekly } };
const inventory = { date: '2026-03-09', hours: [{ from: '10:00', until: '11:00' }], reason: 'Inventory' };
const dates: DepartmentFact = {
  type: 'HolidaysSet',
  data: { holidays: [{ date: '2026-03-16', name: 'Founder’s Day' }], exceptions: [inventory] },
};
describe('a department at an instant', () => {
  const folder = mkdtempSync(join(tmpdir(), 'baton-at-work-'));
  const streams = new Streams(new MemoryEventStore());
  const views = new SqliteViews(join(folder, 'views.sqlite'));
  const absence = {
    absenceId: '0190b7a4-3c1e-7c55-9c3a-000000000001',
    from: '2026-03-09T00:00:00.000Z',
    until: '2026-03-10T00:00:00.000Z',
    standIns: [],
  };
  const agent = (id: string, ...facts: AgentFact[]) =>
    recorded<AgentFact>(`agent-${id}`, [
      { type: 'AgentRegistered', data: { name: id, department: 'repair' } },
      ...facts,
    ]);
  /** Leaves, stays after all, and works elsewhere then. */
  const stayed: AgentFact[] = [
    { type: 'LeavingAnnounced', data: {} },
    { type: 'LeavingWithdrawn', data: {} },
    { type: 'AgentMoved', data: { from: 'depot', to: 'attic' } },
  ];
  const log = new ArrayLog(
    [
      agent('gil', { type: 'AgentDeactivated', data: {} }),
      agent('tom', { type: 'SkillsSet', data: { skills: ['pumps'] } }),
      agent('ana', { type: 'AbsencePlanned', data: absence }),
      agent('lev', { type: 'LeavingAnnounced', data: {} }),
      agent(
        'max',
        { type: 'AgentMoved', data: { from: 'repair', to: 'depot' } },
        { type: 'LeavingAnnounced', data: {} },
      ),
      agent('uma', { type: 'AgentMoved', data: { from: 'repair', to: 'depot' } }, ...stayed),
      ...Array.from({ length: 201 }, (_, n) =>
        recorded<AgentFact>(`agent-c${n}`, [{ type: 'AgentRegistered', data: { name: 'c', department: 'crowd' } }]),
      ),
    ]
      .flat()
      .map((event, index) => ({ ...event, position: String(index + 1) })),
  );
  const runner = new ProjectionRunner({ store: log, views, projections: [agents] });
  const atWork = new DepartmentsAtWork(streams, views.queries);
  const at = (instant: string) => atWork.at('repair', instant);

  beforeAll(async () => {
    await streams.decide('department-repair', departmentAggregate, () => [opened, hours, dates], contextOf('open'));
    await streams.decide('department-crowd', departmentAggregate, () => [opened], contextOf('crowd'));
    await runner.catchUp();
  });
  afterAll(async () => {
    await views.close();
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['within its hours', '2026-03-02T08:00:00.000Z', { open: true }],
    ['after them', '2026-03-02T11:00:00.000Z', { open: false, opensAt: '2026-03-09T09:00:00.000Z' }],
    ['on a date with hours of its own', '2026-03-09T09:30:00.000Z', { open: true }],
    ['before a holiday', '2026-03-10T09:00:00.000Z', { open: false, opensAt: '2026-03-23T07:00:00.000Z' }],
  ])('is open or not, and opens again, %s', async (_, instant, expected) => {
    const { open, opensAt } = (await at(instant)) ?? {};
    expect({ open, ...(opensAt === undefined ? {} : { opensAt }) }).toEqual(expected);
  });

  it('can be asked what it takes on without a look at who works there', async () => {
    const unread = { find: () => Promise.reject(new Error('The agents are read')) } as unknown as ViewQueries;
    const instant = '2026-03-02T11:00:00.000Z';
    const ready = { open: false, opensAt: '2026-03-09T09:00:00.000Z', capacity: { perSkill: [] }, skills: [] };
    expect(await new DepartmentsAtWork(streams, unread).readiness('repair', instant)).toEqual(ready);
    expect(await at(instant)).toMatchObject(ready);
  });

  it('is unknown where nobody opened it', async () => {
    expect(await atWork.readiness('ghosts', '2026-03-09T09:30:00.000Z')).toBeUndefined();
    expect(await atWork.at('ghosts', '2026-03-09T09:30:00.000Z')).toBeUndefined();
  });

  it('says where more agents work than are looked at', async () => {
    expect(await at('2026-03-09T09:30:00.000Z')).toMatchObject({ moreAgents: false });
    const crowd = await atWork.at('crowd', '2026-03-09T09:30:00.000Z');
    expect([crowd?.agents.length, crowd?.moreAgents]).toEqual([200, true]);
  });

  it('H7 tells a department that everybody has left from one of which nobody knows who works there', async () => {
    const staying = await atWork.staying(['repair', 'depot', 'attic', 'unstaffed']);
    expect(Object.fromEntries(staying)).toEqual({ repair: 2, depot: 0, attic: 1 });
  });

  it('shows who takes work then', async () => {
    expect((await at('2026-03-09T09:30:00.000Z'))?.agents).toEqual([
      { agent: 'ana', skills: [], takesWork: false },
      { agent: 'lev', skills: [], takesWork: false },
      { agent: 'tom', skills: ['pumps'], takesWork: true },
    ]);
  });
});
