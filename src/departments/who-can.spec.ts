import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgentFact, DepartmentFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { ProjectionRunner } from '@baton/projections';
import { SqliteViews } from '@baton/projections/sqlite';
import { ArrayLog, WatchedQueries } from '@baton/projections/testing';
import { agents } from './views/agents/agents.projection.js';
import { departments } from './views/departments/departments.projection.js';
import { WhoCan, type Asked } from './who-can.js';

const NOW = '2026-03-02T09:00:00.000Z';
const department = (code: string, ...skills: string[]) =>
  recorded<DepartmentFact>(`department-${code}`, [
    { type: 'DepartmentOpened', data: { name: code } },
    { type: 'SkillsSet', data: { skills } },
  ]);
const agent = (id: string, works: string, skills: string[], ...facts: AgentFact[]) =>
  recorded<AgentFact>(`agent-${id}`, [
    { type: 'AgentRegistered', data: { name: id, department: works } },
    { type: 'SkillsSet', data: { skills } },
    ...facts,
  ]);
const log = new ArrayLog(
  [
    department('GAS', 'gas', 'gas meter'),
    department('PUMPS', 'water pump', '?'),
    department('ZOO', 'gas'),
    agent('gil', 'GAS', ['gas'], { type: 'AgentDeactivated', data: {} }),
    agent('tom', 'GAS', ['gas', 'oil']),
    agent('ana', 'GAS', ['oil']),
    agent('lev', 'GAS', ['gas'], { type: 'LeavingAnnounced', data: {} }),
    agent('zoe', 'ZOO', ['gas']),
    department('LINES', 'Störung im Netz'),
    ...Array.from({ length: 199 }, (_, n) => agent(`c${n}`, 'CROWD', ['crowding'])),
  ]
    .flat()
    .map((event, index) => ({ ...event, position: String(index + 1) })),
);

describe('who can do what is wanted', () => {
  const folder = mkdtempSync(join(tmpdir(), 'baton-who-can-'));
  const views = new SqliteViews(join(folder, 'views.sqlite'));
  const watched = new WatchedQueries(views.queries);
  const able = new WhoCan(watched.queries);
  const departmentsFor = async (ask: string, skill?: string, most = 10) =>
    (await able.departments({ ask, skill }, most)).map((one) => one.department);

  beforeAll(() => new ProjectionRunner({ store: log, views, projections: [agents, departments] }).catchUp());
  afterAll(async () => {
    await views.close();
    rmSync(folder, { recursive: true });
  });

  it('is a department with a skill all of whose words stand in the ask', async () => {
    expect(await departmentsFor('Replace the pump for water')).toEqual(['PUMPS']);
    expect(await departmentsFor('Replace the pump')).toEqual([]);
    expect(await departmentsFor('Read the gas meter')).toEqual(['GAS', 'ZOO']);
    expect(await departmentsFor('A storung, im NETZ')).toEqual(['LINES']);
    expect(await departmentsFor('')).toEqual([]);
    expect(await departmentsFor('What?')).toEqual([]);
  });

  it('is first a department with the skill that is named, each once and no more than wanted', async () => {
    expect(await departmentsFor('Replace the water pump', 'gas')).toEqual(['GAS', 'ZOO', 'PUMPS']);
    expect(await departmentsFor('', 'gas')).toEqual(['GAS', 'ZOO']);
    expect(await departmentsFor('', '?')).toEqual(['PUMPS']);
    expect(await departmentsFor('Read the gas meter', 'gas', 1)).toEqual(['GAS']);
  });

  it('is looked for without the sender and those that declined, before they are counted', async () => {
    const without = ['GAS'];
    const first = async (asked: Asked) => (await able.departments(asked, 1)).map((one) => one.department);
    expect(await first({ ask: '', skill: 'gas', without })).toEqual(['ZOO']);
    expect(await first({ ask: 'Smell of gas', without })).toEqual(['ZOO']);
    expect(await first({ ask: 'Smell of gas', without: ['GAS', 'ZOO'] })).toEqual([]);
  });

  it('is known by the event that said so', async () => {
    expect(await able.departments({ ask: '', skill: 'water pump' }, 5)).toEqual([
      { department: 'PUMPS', position: '4' },
    ]);
  });

  it('is who in a department has the skill, and whether he takes work; not who has left', async () => {
    const lev = { agent: 'lev', skills: ['gas'], takesWork: false };
    const tom = { agent: 'tom', skills: ['gas', 'oil'], takesWork: true };
    expect(await able.agents(['GAS'], ['gas'], NOW)).toEqual({
      of: new Map([['GAS', [lev, tom]]]),
      unknown: new Set(),
    });
    const both = await able.agents(['ZOO', 'GAS', 'PUMPS'], ['gas', 'oil'], NOW);
    expect([...both.of].map(([of, who]) => [of, who.map((one) => one.agent)])).toEqual([
      ['GAS', ['ana', 'lev', 'tom']],
      ['ZOO', ['zoe']],
    ]);
    expect((await able.agents(['GAS'], [], NOW)).of.size).toBe(0);
  });

  it('is not known of a department of which not all could be looked at', async () => {
    const found = await able.agents(['CROWD', 'GAS', 'ZOO'], ['gas', 'crowding'], NOW);
    expect([...found.of].map(([of, who]) => [of, who.length])).toEqual([['CROWD', 199]]);
    expect([...found.unknown]).toEqual(['GAS', 'ZOO']);
  });

  it('is found along indexes, whoever else there is', async () => {
    watched.forget();
    await able.departments({ ask: 'Replace the water pump', skill: 'gas' }, 5);
    await able.agents(['GAS', 'ZOO'], ['gas', 'oil'], NOW);
    // The skills that are named, those of the ask; who has some, and those agents.
    const plans = await watched.plans();
    expect(plans).toHaveLength(4);
    for (const plan of plans) expect(plan).not.toMatch(/^SCAN /m);
  });
});
