import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaseFact } from '@baton/contracts';
import { ProjectionRunner } from '@baton/projections';
import { SqliteViews } from '@baton/projections/sqlite';
import { ArrayLog, WatchedQueries } from '@baton/projections/testing';
import type { DepartmentAtWork } from '../../department-directory.js';
import { caseList } from '../case-list/case-list.projection.js';
import { anOffer, eventsOf, opened, uuid } from '../testing/stories.js';
import { CaseLoads } from './case-loads.js';
import { departmentLoadOf } from './department-load.document.js';

const NOW = '2026-03-02T12:00:00.000Z';
const atWork: DepartmentAtWork = {
  open: true,
  moreAgents: false,
  capacity: { cases: 5, perAgent: 2, perSkill: [{ skill: 'pumps', cases: 3 }] },
  skills: ['pumps', 'boilers'],
  agents: [
    { agent: 'ana', skills: ['pumps'], takesWork: false },
    { agent: 'tom', skills: ['pumps', 'boilers'], takesWork: true },
    { agent: 'zoe', skills: [], takesWork: true },
  ],
};
const mapOf = (counts: Record<string, number>) => new Map(Object.entries(counts));
const load = (accountable: number, held: Record<string, number>, department = atWork, needing = {}) =>
  departmentLoadOf('repair', NOW, department, {
    ...{ accountable, offered: 1, held: mapOf(held), needing: mapOf(needing) },
  });

describe('the load of a department', () => {
  it('is shown beside what it can do, whoever holds most first', () => {
    expect(load(5, { tom: 2, ana: 1 }, atWork, { pumps: 2 })).toEqual({
      department: 'repair',
      at: NOW,
      open: true,
      moreAgents: false,
      accountable: 5,
      offered: 1,
      limit: 5,
      perAgent: 2,
      overloaded: false,
      agents: [
        { agent: 'tom', held: 2, takesWork: true, overloaded: false },
        { agent: 'ana', held: 1, takesWork: false, overloaded: false },
        { agent: 'zoe', held: 0, takesWork: true, overloaded: false },
      ],
      skills: [
        { skill: 'boilers', agents: 1, takingWork: 1, held: 2, cases: 0, waiting: 0, overloaded: false, scarce: false },
        {
          skill: 'pumps',
          agents: 2,
          takingWork: 1,
          held: 3,
          cases: 2,
          limit: 3,
          waiting: 0,
          overloaded: false,
          scarce: true,
        },
      ],
    });
  });

  it('is overload beyond the limit: of the department, of an agent, of what needs a rare skill', () => {
    const { overloaded, agents, skills } = load(6, { tom: 3, ana: 1 }, atWork, { pumps: 4, boilers: 9 });
    expect(overloaded).toBe(true);
    expect(agents.filter((one) => one.overloaded).map(({ agent }) => agent)).toEqual(['tom']);
    expect(skills.filter((one) => one.overloaded).map(({ skill }) => skill)).toEqual(['pumps']);
  });

  it('is no overload of a skill where those who have it hold cases that do not need it', () => {
    const { skills } = load(6, { tom: 30, ana: 10 }, atWork, { pumps: 3 });
    expect(skills.find(({ skill }) => skill === 'pumps')).toMatchObject({ held: 40, cases: 3, overloaded: false });
  });

  it('shows a scarce specialist: few who have the skill, with more than an agent is meant to have', () => {
    const skills = (held: Record<string, number>, waiting: Record<string, number>, department = atWork) =>
      departmentLoadOf(
        ...(['repair', NOW, department] as const),
        { accountable: 5, offered: 1, held: mapOf(held), needing: new Map() },
        mapOf(waiting),
      ).skills.flatMap(({ skill, scarce }) => (scarce ? [skill] : []));
    expect(skills({ tom: 2 }, {})).toEqual([]);
    expect(skills({ tom: 2 }, { boilers: 1 })).toEqual(['boilers']);
    expect(skills({ tom: 0 }, { gas: 3 })).toEqual(['gas']);
    const unlimited = { ...atWork, capacity: { perSkill: [] } };
    expect(skills({ tom: 6, zoe: 0 }, {}, unlimited)).toEqual([]);
    expect(skills({ tom: 6, zoe: 0 }, { boilers: 1 }, unlimited)).toEqual(['boilers']);
  });

  it('is never overload where nobody said a limit, and tells when a closed department opens', () => {
    const opensAt = '2026-03-03T07:00:00.000Z';
    const unlimited = { ...atWork, open: false, opensAt, capacity: { perSkill: [] } };
    expect(load(1000, { tom: 500 }, unlimited)).toMatchObject({ overloaded: false, open: false, opensAt });
  });
});

describe('the open cases of a department', () => {
  const folder = mkdtempSync(join(tmpdir(), 'baton-load-'));
  const views = new SqliteViews(join(folder, 'views.sqlite'));
  const watched = new WatchedQueries(views.queries);
  const loads = new CaseLoads(watched.queries);
  const offer = (to: string): CaseFact => ({ type: 'TransferOffered', data: anOffer(90, 'SHOP', to) });
  const claimed: CaseFact = { type: 'CaseClaimed', data: { holder: 'ines' } };
  const stories: CaseFact[][] = [
    [opened],
    [opened, claimed],
    [opened, claimed, offer('DEPOT')],
    [opened, offer('SHOP')],
    [opened, claimed, { type: 'CaseResolved', data: {} }],
  ];
  const events = stories.flatMap((facts, n) => eventsOf(facts, uuid(100 + n)));
  const log = new ArrayLog(events.map((event, index) => ({ ...event, position: String(index + 1) })));
  const runner = new ProjectionRunner({ store: log, views, projections: [caseList] });

  beforeAll(() => runner.catchUp());
  afterAll(async () => {
    await views.close();
    rmSync(folder, { recursive: true });
  });

  it('are counted: those it answers for, those on offer to it by others, those each agent holds', async () => {
    expect(await loads.of('SHOP', ['ines', 'ben'])).toEqual({
      accountable: 4,
      offered: 0,
      held: new Map([['ines', 2]]),
      needing: new Map(),
    });
    expect(await loads.of('DEPOT', [])).toEqual({ accountable: 0, offered: 1, held: new Map(), needing: new Map() });
  });

  it('are counted already: none of them is looked at', async () => {
    watched.forget();
    await loads.of('SHOP', ['ines', 'ben']);
    const plans = await watched.plans();
    expect(plans).toHaveLength(3);
    for (const plan of plans) expect(plan).toMatch(/^SEARCH .* USING (PRIMARY KEY|(COVERING )?INDEX)/);
    for (const { sql } of watched.asked()) {
      expect(sql).toMatch(/case_list\w*_(counts|held|skilled)/);
    }
  });
});
