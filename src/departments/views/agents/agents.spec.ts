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
        revision: 2,
      },
    ]);
  });

  it('are listed as each shows himself', async () => {
    const { rows } = await rowsOf(agents, tom);
    expect(rows).toEqual([agentOf({ state: fold(agentAggregate, tom), revision: 2, position: '3' })]);
  });

  it('are none before they were registered', () => {
    expect(agentOf(undefined)).toBeUndefined();
  });
});
