import type { AgentFact, StandIn } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { fold } from '@baton/decider';
import { scenarios } from '@baton/decider/testing';
import { givenBy } from '../../../test/support/callers.js';
import { agentAggregate, type Agent } from '../agent.state.js';
import type { KnownAgents } from '../stand-ins.js';

/** An instant of March 2026. */
export const day = (date: number, time = '09:00'): string => `2026-03-${String(date).padStart(2, '0')}T${time}:00.000Z`;
export const CASE = 'c0000000-0000-4000-8000-000000000000';
export const ABSENCE = 'a0000000-0000-4000-8000-000000000000';
export const registered = (department = 'repair'): AgentFact => ({
  type: 'AgentRegistered',
  data: { name: 'Somebody', department },
});
/** An absence from one day of March to another. */
export const planned = (from: number, until: number, standIns: StandIn[] = [], absenceId = ABSENCE): AgentFact => ({
  type: 'AbsencePlanned',
  data: { absenceId, from: day(from), until: day(until), standIns },
});
export const leaving: AgentFact = { type: 'LeavingAnnounced', data: {} };
export const gone: AgentFact[] = [leaving, { type: 'AgentDeactivated', data: {} }];
export const started: AgentFact = { type: 'AbsenceStarted', data: { absenceId: ABSENCE } };

/** An agent of the repair shop, as the facts tell; of another department where they begin with the registration. */
export const agent = (id: string, ...facts: AgentFact[]): Agent => {
  const [first] = facts;
  const past = first?.type === 'AgentRegistered' ? facts : [registered(), ...facts];
  return fold(agentAggregate, recorded<AgentFact>(`agent-${id}`, past)) as Agent;
};
/** All agents that are known; there is no agent `nobody`. */
export const all = (...agents: Agent[]): KnownAgents =>
  new Map([['nobody', undefined], ...agents.map((one) => [one.agent, one] as const)]);
export const rosa = agent('rosa');
export const { given } = scenarios(agentAggregate, (facts: readonly AgentFact[]) => recorded('agent-tom', facts));

export const himself = givenBy('AGENT', 'repair', 'tom');
