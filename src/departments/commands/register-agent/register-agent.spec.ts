import type { AgentFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { scenarios } from '@baton/decider/testing';
import { givenBy } from '../../../../test/support/callers.js';
import { agentAggregate } from '../../agent.state.js';
import { registerAgent } from './register-agent.decision.js';

const { given } = scenarios(agentAggregate, (facts: readonly AgentFact[]) => recorded('agent-tom', facts));
const registered: AgentFact = { type: 'AgentRegistered', data: { name: 'Tom Huber', department: 'repair' } };
const register = (name: string, department = 'repair', by = givenBy('ADMIN'), departmentKnown = true) =>
  registerAgent({ agent: 'tom', name, department }, by, { departmentKnown });

describe('registering an agent', () => {
  it('registers the agent in the department', () => {
    given().when(register('Tom Huber')).then(registered);
  });

  it('does nothing when the agent is registered there under this name', () => {
    given(registered).when(register('Tom Huber')).then();
  });

  it('refuses an id that another agent has, and an agent who works elsewhere by now', () => {
    given(registered).when(register('Tom Gruber')).refused('AGENT_EXISTS', 'tom');
    given(registered, { type: 'AgentMoved', data: { from: 'repair', to: 'sales' } })
      .when(register('Tom Huber'))
      .refused('AGENT_EXISTS', 'sales');
  });

  it('refuses a department that nobody opened', () => {
    given()
      .when(register('Tom Huber', 'repiar', givenBy('ADMIN'), false))
      .refused('DEPARTMENT_UNKNOWN', 'repiar');
  });

  it('lets a supervisor register agents of his own department only', () => {
    given()
      .when(register('Tom Huber', 'repair', givenBy('SUPERVISOR', 'repair')))
      .then(registered);
    given()
      .when(register('Tom Huber', 'repair', givenBy('SUPERVISOR', 'sales')))
      .refused('NOT_YOUR_DEPARTMENT');
    given()
      .when(register('Tom Huber', 'repair', givenBy('AGENT', 'repair')))
      .refused('NOT_ALLOWED');
  });

  it('never tells the name of the agent who has the id', () => {
    expect(given(registered).when(register('Mallory')).refused('AGENT_EXISTS').message).not.toContain('Huber');
  });
});
