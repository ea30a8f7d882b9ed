import { refuse } from '@baton/contracts';
import type { Agent } from './agent.state.js';

/** Refuses a command that names a department nobody opened. */
export const departmentUnknown = (department: string): never =>
  refuse('DEPARTMENT_UNKNOWN', `There is no department ${department}: open it first, or correct the code.`);

/** Refuses a command that names an agent nobody registered. */
export const agentUnknown = (agent: string): never =>
  refuse('AGENT_UNKNOWN', `There is no agent ${agent}: register the agent first, or correct the id.`);

/** Refuses whatever concerns an agent who has left: he comes back under a new id. */
export function stillHere({ agent, standing }: Agent): void {
  if (standing === 'GONE') refuse('AGENT_GONE', `${agent} has left: register whoever comes back under another id.`);
}
