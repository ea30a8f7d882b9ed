import type { AgentFact, DepartmentFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { fold } from '@baton/decider';
import { rowsOf } from '@baton/projections/testing';
import { agentAggregate } from '../../agent.state.js';
import { agentOf } from '../../department.document.js';
import { agents } from './agents.projection.js';

const tom = recorded<AgentFact>('agent-tom', [
  { type: 'AgentRegistered', data: { name: 'Tom Huber', department: 'repair' } },
  { type: 'SkillsSet', data: { skills: ['French'] } },
  { type: 'AgentMoved', data: { from: 'repair', to: 'sales' } },
]);
/** A department that is called like an agent. */
const department = recorded<DepartmentFact>('department-tom', [
  { type: 'DepartmentOpened', data: { name: "Tom's bench" } },
  { type: 'SkillsSet', data: { skills: ['screens'] } },
]);

describe('the agents', () => {
  it('are listed where they work now, which a department of the same name does not change', async () => {
    const { rows } = await rowsOf(agents, [...tom, ...department]);
    expect(rows).toEqual([
      {
        agent: 'tom',
        name: 'Tom Huber',
        department: 'sales',
        skills: ['French'],
        registeredAt: '2026-03-02T09:00:00.000Z',
        standing: 'ACTIVE',
        absences: [],
        revision: 2,
      },
    ]);
  });

  it('are listed as each shows himself', async () => {
    const { rows } = await rowsOf(agents, tom);
    expect(rows).toEqual([agentOf({ state: fold(agentAggregate, tom), revision: 2, position: '3' })]);
  });

  it('H11 are listed with their absences and their standing, as each shows himself', async () => {
    const about = { absenceId: 'a0000000-0000-4000-8000-000000000000' };
    const planned = { ...about, from: '2026-03-03T09:00:00.000Z', until: '2026-03-09T09:00:00.000Z' };
    const words: AgentFact[] = [
      { type: 'AbsencePlanned', data: { ...planned, standIns: [{ agent: 'rosa' }] } },
      { type: 'StandInsNamed', data: { ...about, standIns: [] } },
      { type: 'AbsenceStarted', data: about },
      { type: 'LeavingAnnounced', data: {} },
      { type: 'AbsenceEnded', data: about },
      { type: 'LeavingWithdrawn', data: {} },
      { type: 'AbsencePlanned', data: { ...planned, standIns: [] } },
      { type: 'AbsenceCancelled', data: { ...about, reason: 'stays' } },
      { type: 'LeavingAnnounced', data: {} },
      { type: 'AgentDeactivated', data: {} },
    ];
    for (let length = 1; length <= words.length; length++) {
      const past = recorded<AgentFact>('agent-tom', [
        { type: 'AgentRegistered', data: { name: 'Tom Huber', department: 'repair' } },
        ...words.slice(0, length),
      ]);
      const { rows } = await rowsOf(agents, past);
      const state = fold(agentAggregate, past);
      expect(rows).toEqual([agentOf({ state, revision: length, position: '1' })]);
    }
  });

  it('are found by each skill they have now, in the department they work in now', async () => {
    const again = recorded<AgentFact>('agent-tom', [
      { type: 'AgentRegistered', data: { name: 'Tom Huber', department: 'repair' } },
      { type: 'SkillsSet', data: { skills: ['French', 'pumps'] } },
      { type: 'AgentMoved', data: { from: 'repair', to: 'sales' } },
      { type: 'SkillsSet', data: { skills: ['pumps', 'screens'] } },
    ]);
    const { skilled } = await rowsOf(agents, [...again, ...department]);
    expect(skilled).toEqual([
      { department: 'sales', skill: 'pumps', agent: 'tom' },
      { department: 'sales', skill: 'screens', agent: 'tom' },
    ]);
  });

  it('H1 H11 count as staying where they work now, unless they leave: whoever leaves and is moved stays nowhere', async () => {
    const stayingAfter = async (...words: AgentFact[]) => {
      const registered: AgentFact = { type: 'AgentRegistered', data: { name: 'Tom Huber', department: 'repair' } };
      const { staff } = await rowsOf(agents, recorded<AgentFact>('agent-tom', [registered, ...words]));
      return Object.fromEntries(staff.map(({ department, staying }) => [department, staying]));
    };
    const leaving: AgentFact = { type: 'LeavingAnnounced', data: {} };
    const toSales: AgentFact = { type: 'AgentMoved', data: { from: 'repair', to: 'sales' } };
    expect(await stayingAfter(toSales)).toEqual({ repair: 0, sales: 1 });
    expect(await stayingAfter(leaving, toSales)).toEqual({ repair: 0, sales: 0 });
    const stays: AgentFact = { type: 'LeavingWithdrawn', data: {} };
    expect(await stayingAfter(leaving, toSales, stays)).toEqual({ repair: 0, sales: 1 });
  });

  it('are none before they were registered', () => {
    expect(agentOf(undefined)).toBeUndefined();
  });
});
