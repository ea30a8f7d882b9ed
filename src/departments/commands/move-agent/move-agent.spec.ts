import type { AgentFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { scenarios } from '@baton/decider/testing';
import { givenBy } from '../../../../test/support/callers.js';
import { agentAggregate } from '../../agent.state.js';
import type { PlannedWork } from '../../absence-plan.js';
import { moveAgent } from './move-agent.decision.js';

const { given } = scenarios(agentAggregate, (facts: readonly AgentFact[]) => recorded('agent-tom', facts));
const registered: AgentFact = { type: 'AgentRegistered', data: { name: 'Tom Huber', department: 'repair' } };
const moved: AgentFact = { type: 'AgentMoved', data: { from: 'repair', to: 'sales' } };
const move = (to: string, by = givenBy('ADMIN'), departmentKnown = true, left: PlannedWork[] = []) =>
  moveAgent({ agent: 'tom', to }, by, { departmentKnown, left });

describe('moving an agent', () => {
  it('moves the agent from where he is', () => {
    given(registered).when(move('sales')).then(moved);
    given(registered, moved)
      .when(move('repair'))
      .then({ type: 'AgentMoved', data: { from: 'sales', to: 'repair' } });
  });

  it('does nothing when the agent works there already', () => {
    given(registered, moved).when(move('sales')).then();
  });

  it('H11 refuses to leave cases and promises behind, with the list of them', () => {
    const left = [{ caseId: 'one' }, { caseId: 'two', promiseId: 'call' }];
    const { details } = given(registered)
      .when(move('sales', givenBy('ADMIN'), true, left))
      .refused('OPEN_WORK', '2 case(s) and promise(s) of repair');
    expect(details).toMatchObject({ rule: 'H11', missing: ['case one', 'case two: promise call'] });
    given(registered, moved)
      .when(move('sales', givenBy('ADMIN'), true, left))
      .then();
  });

  it('H1 H11 refuses to take the last from a department that has anything to do', () => {
    const leftBehind = { accountable: 0, offered: 1, promises: 0, consults: 0 };
    const { details } = given(registered)
      .when(
        moveAgent({ agent: 'tom', to: 'sales' }, givenBy('ADMIN'), {
          ...{ departmentKnown: true, left: [] },
          leftBehind,
        }),
      )
      .refused('LAST_OF_DEPARTMENT', 'tom is the last who stays in repair');
    expect(details.missing).toEqual([expect.stringContaining('1 offer(s) of other departments')]);
  });

  it('refuses an unknown agent and an unknown department', () => {
    given().when(move('sales')).refused('AGENT_UNKNOWN', 'tom');
    given(registered)
      .when(move('slaes', givenBy('ADMIN'), false))
      .refused('DEPARTMENT_UNKNOWN', 'slaes');
  });

  it('lets a supervisor take an agent into his own department, not send one to another', () => {
    given(registered)
      .when(move('sales', givenBy('SUPERVISOR', 'sales')))
      .then(moved);
    given(registered)
      .when(move('sales', givenBy('SUPERVISOR', 'repair')))
      .refused('NOT_YOUR_DEPARTMENT', 'repair');
  });
});
